"""Training: the data is normalised as messages are, and wording is no reason to train."""

import os
from pathlib import Path

import pytest
import yaml

from bot import training
from bot.errors import ConfigurationError
from bot.services.wording import DOMAIN
from bot.training import current_model, fingerprint, normalise_marked


@pytest.mark.parametrize(
    ("line", "normal"),
    [
        ("我要预约保洁", "我要预约保洁"),
        ("我要預約保潔", "我要预约保洁"),
        ("[明天下午](time)做保洁", "[明天下午](time)做保洁"),
        ("[明天](time)到[漕溪路１８号](address)", "[明天](time)到[漕溪路18号](address)"),
        ("到[浦東新區](address)來", "到[浦东新区](address)来"),
        (
            "a [nanny](service_type) in  [Pudong](address) ?",
            "a [nanny](service_type) in [Pudong](address) ?",
        ),
        ("/order_place", "order_place"),
        ("／order_place", "order_place"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_a_training_line_is_normalised_and_keeps_its_marks(line: str, normal: str) -> None:
    assert normalise_marked(line) == normal


def test_normalising_twice_changes_nothing_more() -> None:
    for line in ("[明天](time)到[漕溪路１８号](address)，謝謝", "ＡＢＣ  [x　y](address)"):
        once = normalise_marked(line)
        assert normalise_marked(once) == once


@pytest.fixture
def domain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of domain.yml that a test may change."""
    copy = tmp_path / "domain.yml"
    copy.write_text(DOMAIN.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(training, "DOMAIN", copy)
    return copy


def _change(path: Path, key: str, value: object) -> None:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    content[key] = value
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


def test_the_fingerprint_is_16_hex_digits_and_stays() -> None:
    assert len(fingerprint()) == 16
    assert int(fingerprint(), 16) >= 0
    assert fingerprint() == fingerprint()


def test_changing_a_sentence_needs_no_training(domain: Path) -> None:
    before = fingerprint()
    _change(domain, "responses", {"utter_greet": [{"text": "您好呀"}]})
    assert fingerprint() == before


def test_changing_the_intents_needs_training(domain: Path) -> None:
    before = fingerprint()
    _change(domain, "intents", ["greet"])
    assert fingerprint() != before


def test_changing_the_data_needs_training(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nlu = tmp_path / "nlu"
    (nlu / "data").mkdir(parents=True)
    (nlu / "components").mkdir()
    for name in ("config.yml", "requirements.txt", "data/greet.yml"):
        (nlu / name).write_text("nlu: []\n")
    monkeypatch.setattr(training, "NLU", nlu)
    before = fingerprint()
    (nlu / "data" / "greet.yml").write_text("nlu: []\n# more\n")
    assert fingerprint() != before


@pytest.mark.parametrize("name", ["tagger.py", "lexicon.txt"])
def test_changing_a_component_or_its_words_needs_training(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / "components").mkdir()
    for path in ("config.yml", "requirements.txt", f"components/{name}"):
        (tmp_path / path).write_text("a")
    monkeypatch.setattr(training, "NLU", tmp_path)
    before = fingerprint()
    (tmp_path / "components" / name).write_text("b")
    assert fingerprint() != before


@pytest.fixture
def transformer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with what a transformer needs, set as the company's."""
    folder = tmp_path / "transformer"
    folder.mkdir()
    for name in ("config.json", "vocab.txt", "model.safetensors"):
        (folder / name).write_text("1")
    monkeypatch.setenv("FRONTDESK_TRANSFORMER", str(folder))
    return folder


def test_another_transformer_needs_training(
    transformer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = fingerprint()
    (transformer / "model.safetensors").write_text("2")
    changed = fingerprint()
    monkeypatch.delenv("FRONTDESK_TRANSFORMER")
    assert len({before, changed, fingerprint()}) == 3


def test_the_transformer_stands_before_what_learns(transformer: Path) -> None:
    names = [component["name"] for component in training._config()["pipeline"]]
    assert names.index("components.transformer.TransformerFeaturizer") == 1
    assert training._config()["pipeline"][1]["folder"] == str(transformer)


@pytest.mark.parametrize("name", ["config.json", "vocab.txt", "model.safetensors"])
def test_what_a_transformers_folder_lacks_is_named(transformer: Path, name: str) -> None:
    (transformer / name).unlink()
    with pytest.raises(ConfigurationError, match=f"TRANSFORMER.*{name}.*save_pretrained"):
        fingerprint()


@pytest.mark.parametrize(("files", "what"), [([], "is missing"), (["0"], "is older")])
def test_without_todays_model_the_command_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: list[str], what: str
) -> None:
    """REQ H2."""
    monkeypatch.setattr(training, "MODELS", tmp_path)
    for name in files:
        (tmp_path / f"{name}.tar.gz").touch()
    with pytest.raises(ConfigurationError, match=f"{what}.*frontdesk train"):
        current_model()


def test_todays_model_is_found_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "MODELS", tmp_path)
    model = tmp_path / f"{fingerprint()}.tar.gz"
    model.touch()
    assert current_model() == model


def test_only_the_newest_models_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """REQ H2: the one before can be switched back to."""
    monkeypatch.setattr(training, "MODELS", tmp_path)
    models = [tmp_path / f"{n}.tar.gz" for n in range(5)]
    for age, model in enumerate(models):
        model.touch()
        os.utime(model, (1000 - age, 1000 - age))
    training._forget_old_models(models[0])
    assert sorted(tmp_path.glob("*.tar.gz")) == models[:3]


def test_compiling_writes_normalised_examples_and_no_sentences(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, domain: Path
) -> None:
    nlu = tmp_path / "nlu"
    (nlu / "data").mkdir(parents=True)
    examples = "- 我要預約保潔\n- 我要预约保洁\n- [明天](time)來\n"
    content = {"nlu": [{"intent": "order_place", "examples": examples}]}
    (nlu / "data" / "order.yml").write_text(yaml.safe_dump(content, allow_unicode=True))
    (nlu / "config.yml").write_text("pipeline: [{name: JiebaTokenizer}, {name: Classifier}]")
    monkeypatch.setattr(training, "NLU", nlu)
    monkeypatch.setattr(training, "BUILD", nlu / "build")
    assert training.compile_data() == 2
    built = yaml.safe_load((nlu / "build" / "data" / "order.yml").read_text())
    assert built["nlu"][0]["examples"] == "- 我要预约保洁\n- [明天](time)来\n"
    assert "responses" not in yaml.safe_load((nlu / "build" / "domain.yml").read_text())
