"""Training the language model: the data through the application's normaliser, then Rasa.

A model's name is the fingerprint of everything that shapes it: data, rules, pipeline, components,
pins and the domain without its sentences, so that changing a sentence needs no training.
"""

import hashlib
import json
import re
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from bot.conversation.engine_process import NLU, PYTHON, engine_environment
from bot.errors import ConfigurationError
from bot.language.normalise import normalise
from bot.services.wording import DOMAIN
from bot.settings import load_settings

MODELS = NLU / "models"
BUILD = NLU / "build"
_ENTITY = re.compile(r"\[([^\]]+)\]\(([a-z_]+)\)")
_KEPT = 3
"""Models on disk: today's and the two before, to switch back to."""
_TRANSFORMER = (
    ("config.json",),
    ("tokenizer.json", "vocab.txt", "tokenizer.model", "spiece.model"),
    ("model.safetensors", "tf_model.h5"),
)
"""What a transformer's folder must hold: one file of each row."""
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's where there is one: ten times quicker, and the fingerprint waits for it."""


def fingerprint() -> str:
    """16 hex digits that change when a new training is due."""
    digest = hashlib.sha256()
    for path in _sources():
        digest.update(path.relative_to(NLU).as_posix().encode() + b"\0" + path.read_bytes())
    digest.update(json.dumps(_domain_without_wording(), sort_keys=True).encode())
    for path in sorted((Path(__file__).parent / "language").glob("*.py")):
        if path.stem in {"normalise", "script", "typos"}:
            digest.update(path.read_bytes())
    for path in _transformer_files():
        digest.update(f"{path}\0".encode())
        with path.open("rb") as source:
            digest.update(hashlib.file_digest(source, "sha256").digest())
    return digest.hexdigest()[:16]


def _transformer_files() -> list[Path]:
    """The files of the transformer of the settings; none without one.

    Raises:
        ConfigurationError: the folder lacks what a transformer needs.
    """
    folder = load_settings().transformer
    if folder is None:
        return []
    folder = folder.expanduser().resolve()
    for names in _TRANSFORMER:
        if not any((folder / name).is_file() for name in names):
            raise ConfigurationError(
                f"TRANSFORMER: {folder} holds no {' or '.join(names)}; store the model there with"
                " save_pretrained(folder, safe_serialization=True), or leave the setting empty"
            )
    return sorted(path for path in folder.iterdir() if path.is_file())


def _sources() -> list[Path]:
    data = sorted((NLU / "data").rglob("*.yml"))
    components = (NLU / "components").rglob("*")
    code = sorted(path for path in components if path.suffix in {".py", ".txt"})
    return [*data, *code, NLU / "config.yml", NLU / "requirements.txt"]


def _domain_without_wording() -> dict[str, Any]:
    domain = yaml.load(DOMAIN.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506
    domain.pop("responses", None)
    return domain


def current_model() -> Path:
    """The model of today's data.

    Raises:
        ConfigurationError: it was never trained, or the data changed since.
    """
    model = MODELS / f"{fingerprint()}.tar.gz"
    if model.exists():
        return model
    stale = any(MODELS.glob("*.tar.gz"))
    what = "is older than its data" if stale else "is missing"
    raise ConfigurationError(f"the language model {what}: run “frontdesk train” (or make setup)")


def train(say: Callable[[str], None], *, force: bool = False) -> Path:
    """Train unless today's model is there; ``say`` is told the progress.

    Raises:
        ConfigurationError: Rasa's environment is missing, or the training failed.
    """
    model = MODELS / f"{fingerprint()}.tar.gz"
    if model.exists() and not force:
        return model
    if not PYTHON.exists():
        raise ConfigurationError("the engine's environment nlu/.venv is missing: make setup")
    lines = compile_data()
    say(f"training the language model on {lines} lines (about 4 minutes on two cores)")
    _run_rasa(model, say)
    _forget_old_models(model)
    return model


def compile_data() -> int:
    """Write the training data, normalised as customers' messages are, to nlu/build; its lines."""
    shutil.rmtree(BUILD, ignore_errors=True)
    count = 0
    for source in sorted((NLU / "data").rglob("*.yml")):
        target = BUILD / "data" / source.relative_to(NLU / "data")
        target.parent.mkdir(parents=True, exist_ok=True)
        content = yaml.safe_load(source.read_text(encoding="utf-8"))
        for block in content.get("nlu", []):
            lines = _normalised_lines(examples(block))
            count += len(lines)
            block["examples"] = "".join(f"- {line}\n" for line in lines)
        target.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    _write("domain.yml", _domain_without_wording())
    _write("config.yml", _config())
    return count


def _write(name: str, content: dict[str, Any]) -> None:
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
    (BUILD / name).write_text(text, encoding="utf-8")


def _config() -> dict[str, Any]:
    """The pipeline, with the transformer before everything that learns when there is one."""
    config = yaml.safe_load((NLU / "config.yml").read_text(encoding="utf-8"))
    if files := _transformer_files():
        featurizer = {
            "name": "components.transformer.TransformerFeaturizer",
            "folder": str(files[0].parent),
        }
        config["pipeline"].insert(1, featurizer)
    return config


def examples(block: dict[str, Any]) -> list[str]:
    """The lines of one intent's block, entities marked as ``[text](kind)``."""
    raw = (line.strip().removeprefix("- ").strip() for line in block["examples"].splitlines())
    return [line for line in raw if line]


def bare_text(line: str) -> str:
    """A training line as the customer typed it, without its marks."""
    return _ENTITY.sub(r"\1", line)


def training_texts() -> set[str]:
    """All training lines, normalised and without their marks."""
    return {
        bare_text(normalise_marked(line))
        for path in sorted((NLU / "data").rglob("*.yml"))
        for block in yaml.load(path.read_text(encoding="utf-8"), _Loader).get("nlu", [])  # noqa: S506
        for line in examples(block)
    }


def _normalised_lines(lines: list[str]) -> list[str]:
    return list(dict.fromkeys(line for text in lines if (line := normalise_marked(text))))


def normalise_marked(line: str) -> str:
    """A training line normalised piece by piece, its entity marks kept."""
    parts: list[str] = []
    last = 0
    for mark in _ENTITY.finditer(line):
        parts += [_piece(line[last : mark.start()]), f"[{normalise(mark[1])}]({mark[2]})"]
        last = mark.end()
    return " ".join("".join([*parts, _piece(line[last:])]).lstrip("/").split())


def _piece(text: str) -> str:
    """A normalised piece of a line; the blank beside an English entity is kept."""
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() else ""
    return f"{before}{normalise(text)}{after}"


def _run_rasa(model: Path, say: Callable[[str], None]) -> None:
    MODELS.mkdir(exist_ok=True)
    started = time.monotonic()
    child = subprocess.Popen(  # noqa: S603
        [
            str(PYTHON), "-m", "rasa", "train", "--domain", str(BUILD / "domain.yml"),
            "--config", str(BUILD / "config.yml"), "--data", str(BUILD / "data"),
            "--out", str(MODELS),
            "--fixed-model-name", model.name.removesuffix(".tar.gz"), "--force",
        ],
        cwd=NLU,
        env=engine_environment(
            FRONTDESK_ACTION_URL="http://127.0.0.1:9/", RASA_MAX_CACHE_SIZE="0"
        ),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )  # fmt: skip
    assert child.stdout is not None
    tail: list[str] = []
    for line in child.stdout:
        tail = [*tail[-40:], line.rstrip()]
        if phase := _phase(line):
            say(f"  {time.monotonic() - started:4.0f} s  {phase}")
    if child.wait() != 0 or not model.exists():
        raise ConfigurationError("training failed:\n" + "\n".join(tail))
    say(f"  {time.monotonic() - started:4.0f} s  done: {model.name}")


def _phase(line: str) -> str | None:
    """“Starting to train component 'X'.” as a line of progress."""
    found = re.search(r"Starting to train component '(\w+)'", line)
    return f"training {found[1]}" if found else None


def _forget_old_models(newest: Path) -> None:
    models = sorted(MODELS.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in [path for path in models if path != newest][_KEPT - 1 :]:
        path.unlink()
