"""Text against what is behind it, as WCAG 2.2 measures it (1.4.3 and 1.4.11, AA), on the page as it
is drawn: 4.5 for text, 3 for large text and for icons. Switched-off controls are exempt, so is what
something covers or what is just fading in or out."""

from playwright.sync_api import Page

_MEASURE = """() => {
  const channels = (text) => { const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number); return { r, g, b, a }; };
  const over = (top, base) => {
    const mix = (name) => top[name] * top.a + base[name] * (1 - top.a);
    return { r: mix("r"), g: mix("g"), b: mix("b"), a: 1 };
  };
  const light = ({ r, g, b }) => {
    const [R, G, B] = [r, g, b].map((c) => c / 255).map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * R + 0.7152 * G + 0.0722 * B;
  };
  const lineage = (el) => { const found = []; for (let at = el; at; at = at.parentElement) found.push(at); return found; };
  const ground = (el) => lineage(el).map((at) => channels(getComputedStyle(at).backgroundColor)).reverse()
    .reduce((base, layer) => over(layer, base), { r: 255, g: 255, b: 255, a: 1 });
  const moving = new Set(document.getAnimations().map((one) => one.effect?.target));
  const isCovered = (el, at) => {
    const hit = document.elementFromPoint(at.left + at.width / 2, at.top + at.height / 2);
    return hit && !hit.contains(el) && !el.contains(hit);
  };
  const poor = [];
  const check = (el, at, style, text) => {
    if (!at.width || !at.height || el.closest(":disabled") || lineage(el).some((one) => moving.has(one))) return;
    if (getComputedStyle(el).visibility !== "visible" || isCovered(el, at)) return;
    const seen = lineage(el).reduce((all, one) => all * getComputedStyle(one).opacity, 1);
    if (!seen) return;
    const base = ground(el), ink = channels(style.color);
    const [a, b] = [light(over({ ...ink, a: ink.a * seen }, base)), light(base)];
    const size = parseFloat(style.fontSize), isIcon = el.classList.contains("q-icon");
    const wanted = isIcon || size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? 3 : 4.5;
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < wanted) poor.push(`${ratio.toFixed(2)} < ${wanted}: ${el.tagName}.${el.className} ${text.trim().slice(0, 20)}`);
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange();
  while (texts.nextNode()) {
    const node = texts.currentNode, el = node.parentElement;
    if (!node.data.trim() || el.closest("script, style, audio")) continue;
    range.selectNodeContents(node);
    check(el, range.getBoundingClientRect(), getComputedStyle(el), node.data);
  }
  for (const el of document.querySelectorAll("input, textarea")) {
    const part = el.value ? undefined : "::placeholder";
    if (el.value || el.placeholder) check(el, el.getBoundingClientRect(), getComputedStyle(el, part), el.value || el.placeholder);
  }
  return [...new Set(poor)];
}"""


def poor_contrast(page: Page) -> list[str]:
    """A line for each text that is hard to read; nothing for a page that is right."""
    return page.evaluate(_MEASURE)
