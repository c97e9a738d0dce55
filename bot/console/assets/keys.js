/* Keys for the commonest actions; `?` lists them. They press the same buttons as a mouse would, so a
   key does nothing where its button is not offered. */
const keys = (() => {
  const shown = (el) => el && el.offsetParent !== null && !el.disabled;
  const all = (selector) => [...document.querySelectorAll(selector)].filter(shown);
  const press = (scope, text) => () => {
    const found = all(`${scope} button`).find((b) => b.textContent.trim() === text);
    found?.click();
    return Boolean(found);
  };
  const focus = (selector) => () => {
    const el = all(selector)[0];
    el?.focus();
    return Boolean(el);
  };
  const visit = (address) => () => { location.href = address; return true; };
  function step(by) {
    const list = all(".rows .conv");
    if (!list.length) return false;
    const at = list.findIndex((el) => el.classList.contains("here"));
    const next = list[at < 0 ? (by > 0 ? 0 : list.length - 1) : at + by];
    next?.click();
    next?.scrollIntoView({ block: "nearest" });
    return Boolean(next);
  }
  function tab(number) {
    const found = all(".tabs .tab")[number - 1];
    found?.click();
    return Boolean(found);
  }
  function write() {
    press(".modes", "回复客户")();
    return focus(".composer .draft")();
  }
  function note() {
    press(".modes", "内部备注")();
    return focus(".composer .draft")();
  }

  const ACTIONS = [
    ["j", "下一个会话", () => step(1)],
    ["k", "上一个会话", () => step(-1)],
    ["1", "切换列表（1–4）", () => tab(1)],
    ["t", "接管会话", press(".talk-head", "接管")],
    ["r", "回复客户", write],
    ["n", "写内部备注", note],
    ["h", "转接同事", press(".talk-head", "转接")],
    ["y", "接手同事转来的会话", press(".talk", "接手")],
    ["b", "交还机器人", press(".talk-head", "交还机器人")],
    ["e", "结束会话", press(".talk-head", "结束会话")],
    ["l", "会话标签", press(".talk-head", "标签")],
    ["o", "为客户下单", press(".side-acts", "下单")],
    ["c", "登记投诉", press(".side-acts", "登记投诉")],
    ["a", "目录里的标准答案", press(".side-acts", "目录答案")],
    ["s", "搜索", visit("/console/search")],
    ["i", "人工登记", visit("/console/intake")],
    ["?", "这张表", help],
  ];
  const TYPED = [["Enter", "发送"], ["Shift Enter", "换行"], ["/", "快捷回复"], ["Esc", "离开输入框"]];
  const BY_KEY = new Map(ACTIONS.map(([key, , act]) => [key, act]));

  function row(list, key, title) {
    const name = document.createElement("kbd"), what = document.createElement("span");
    name.textContent = key;
    what.textContent = title;
    list.append(name, what);
  }
  function help() {
    const open = document.querySelector(".keys-help");
    if (open) { open.remove(); return true; }
    const box = document.createElement("dialog"), title = document.createElement("h2");
    const list = document.createElement("div");
    box.className = "keys-help";
    title.textContent = "键盘快捷键";
    list.className = "keys-list";
    for (const [key, what] of [...ACTIONS, ...TYPED]) row(list, key, what);
    box.append(title, list);
    box.addEventListener("close", () => box.remove());
    box.addEventListener("click", (event) => { if (event.target === box) box.close(); });
    document.body.append(box);
    box.showModal();
    return true;
  }
  function isTyping(el) {
    return el.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName);
  }
  function pressed(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event.target)) {
      if (event.key === "Escape" && !document.querySelector(".canned.show")) event.target.blur();
      return;
    }
    if (document.querySelector(".q-dialog")) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const act = /^[2-9]$/.test(key) ? () => tab(Number(key)) : BY_KEY.get(key);
    if (act?.()) event.preventDefault();
  }

  document.addEventListener("keydown", pressed);
  return { help };
})();
