// The line to write on: grows with the text, sends on Enter, leaves the input method alone.

const MOST_HEIGHT = 132;

export class Composer {
  // handlers: text(text), file(file)
  constructor(form, handlers) {
    this.handlers = handlers;
    this.limit = Infinity;
    this.field = form.querySelector("#text");
    this.count = form.querySelector("#count");
    this.button = form.querySelector("#send");
    form.addEventListener("submit", (event) => this.#submit(event));
    form.querySelector("#file").addEventListener("change", (event) => this.#choose(event));
    this.field.addEventListener("input", () => this.#refresh());
    this.field.addEventListener("keydown", (event) => this.#key(event));
    this.field.addEventListener("paste", (event) => this.#paste(event));
  }

  // Give a refused text back for rewriting.
  put(text) {
    this.field.value = this.field.value ? `${text}\n${this.field.value}` : text;
    this.#refresh();
    this.field.focus();
  }

  #submit(event) {
    event.preventDefault();
    if (this.button.disabled) return;
    this.handlers.text(this.field.value.trim());
    this.field.value = "";
    this.#refresh();
    this.field.focus();
  }

  // keyCode 229: Safari ends the composition before the Enter that chose the word.
  #key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.field.form.requestSubmit();
  }

  #choose(event) {
    [...event.target.files].forEach((file) => this.handlers.file(file));
    event.target.value = "";
  }

  #paste(event) {
    const pictures = [...event.clipboardData.files].filter((file) => file.type.startsWith("image/"));
    if (!pictures.length) return;
    event.preventDefault();
    pictures.forEach((file) => this.handlers.file(file));
  }

  #refresh() {
    const length = [...this.field.value.trim()].length;
    this.button.disabled = length === 0 || length > this.limit;
    this.count.hidden = length < this.limit * 0.8;
    this.count.textContent = `${length} / ${this.limit}`;
    this.count.classList.toggle("over", length > this.limit);
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, MOST_HEIGHT)}px`;
  }
}
