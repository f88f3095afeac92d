// The chat panel in the browser. It shows `view`, sends what is typed and pressed, each with a
// number, and keeps what is not yet acknowledged in sight. It decides nothing by itself.

const make = (tag, name, text) => {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (text !== undefined) node.textContent = text;
  return node;
};

const button = (name, text, press) => {
  const node = make("button", name, text);
  node.type = "button";
  node.addEventListener("click", press);
  return node;
};

const percent = (share, locale) =>
  new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 }).format(share);

// the saved copy of the transcript need not stand below the live panel
const hideCopy = (name) => {
  if (!/^dk-[\w-]+$/.test(name || "")) return () => {};
  const style = make("style", "", `.${name}{display:none}`);
  document.head.append(style);
  return () => style.remove();
};

function build(el) {
  const root = make("div", "dk-chat");
  const main = make("div", "dk-main");
  const bar = make("div", "dk-bar");
  const log = make("div", "dk-log");
  log.setAttribute("role", "log");
  log.setAttribute("aria-live", "polite");
  log.tabIndex = 0;
  const choices = make("div", "dk-choices");
  const agent = make("div", "dk-agent");
  const form = make("form", "dk-form");
  const input = make("textarea", "dk-input");
  input.rows = 1;
  const send = make("button", "dk-send");
  send.type = "submit";
  form.append(input, send);
  const side = make("aside", "dk-side");
  main.append(bar, log, choices, agent, form);
  root.append(main, side);
  el.append(root);
  return { root, bar, log, choices, agent, form, input, send, side };
}

function render({ model, el }) {
  const id = globalThis.crypto?.randomUUID?.() ?? String(Math.random()).slice(2);
  const parts = build(el);
  const showCopy = hideCopy(model.get("hides"));
  let seq = 0;
  let pending = [];
  let speaksAsAgent = true;
  let stamps = model.get("view").lines.map(() => "");

  const post = (kind, more, shown) => {
    seq += 1;
    if (shown) pending.push({ seq, ...shown });
    model.send({ view: id, seq, kind, ...more });
    showLog();
  };

  const asAgent = (view) => view.control === "agent" && speaksAsAgent;

  function showLog() {
    const view = model.get("view");
    const lines = view.lines.map((line, i) => bubble(view, line, stamps[i]));
    lines.push(...pending.map((line) => bubble(view, line, view.words.sending, "dk-pending")));
    parts.log.replaceChildren(...lines);
    const down = () => { parts.log.scrollTop = parts.log.scrollHeight; };
    parts.log.querySelectorAll("img").forEach((image) => image.addEventListener("load", down));
    down();
  }

  function bubble(view, line, stamp, more = "") {
    const node = make("div", `dk-line dk-${line.who} ${more}`);
    if (line.who !== "system") node.append(make("span", "dk-who", view.words[line.who]));
    node.append(...content(view, line));
    if (stamp && line.who !== "system") node.append(make("span", "dk-time", stamp));
    return node;
  }

  // a picture is shown where it can be; otherwise what is in it is told
  function content(view, line) {
    if (!line.kind) return [make("div", "dk-text", line.text)];
    const name = view.words[line.kind];
    const told = line.text.startsWith(name) ? line.text : `${name}: ${line.text}`;
    const source = view.images[line.file];
    if (!source) return [make("div", "dk-text", `[${told}]`)];
    const image = make("img", "dk-image");
    image.alt = line.text;
    image.title = line.text;
    image.src = source;
    return [image];
  }

  function showBar(view) {
    const words = view.words;
    const undo = button("dk-tool", `↩ ${words.undo}`, () => post("undo"));
    undo.disabled = !view.can_undo;
    const restart = button("dk-tool", `⟳ ${words.restart}`, () => post("restart"));
    restart.disabled = !view.can_undo;
    const silence = button("dk-tool", `… ${words.silence}`, () => post("silence"));
    silence.disabled = view.control !== "bot";
    const pushes = view.pushes.map((name) =>
      button("dk-tool dk-push", `✉ ${name}`, () => post("push", { name })));
    const title = make("strong", "dk-title", words.title);
    parts.bar.replaceChildren(title, undo, restart, silence, ...pushes);
  }

  function showChoices(view) {
    const made = view.control !== "bot" ? [] : view.buttons.map(({ word, label }) =>
      button("dk-choice", label, () =>
        post("press", { word, label }, { who: "customer", text: label })));
    parts.choices.replaceChildren(...made);
  }

  function showAgent(view) {
    const waiting = view.control === "queued" || view.control === "agent";
    parts.agent.hidden = !waiting;
    if (!waiting) return parts.agent.replaceChildren();
    const words = view.words;
    const row = make("div", "dk-row");
    if (view.control === "queued") {
      row.append(button("dk-tool dk-strong", words.take_over, () => post("take_over")));
    } else {
      row.append(speaker(view, words.as_agent, true), speaker(view, words.as_customer, false));
    }
    const results = make("div", "dk-row");
    for (const result of view.results) {
      results.append(button("dk-tool", words[result], () => post("give_back", { result })));
    }
    parts.agent.replaceChildren(make("strong", "", words.play), row, ...suggestions(view), results);
  }

  function speaker(view, text, agent) {
    const node = button("dk-tool", text, () => {
      speaksAsAgent = agent;
      show();
      parts.input.focus();
    });
    node.setAttribute("aria-pressed", String(speaksAsAgent === agent));
    return node;
  }

  function suggestions(view) {
    if (view.control !== "agent" || !view.handoff) return [];
    return view.handoff.suggestions.map((text) =>
      button("dk-suggestion", text, () => {
        speaksAsAgent = true;
        parts.input.value = text;
        show();
        parts.input.focus();
      }));
  }

  function showSide(view) {
    const words = view.words;
    const list = make("dl", "");
    const entry = (name, ...texts) => {
      list.append(make("dt", "", name));
      for (const text of texts) list.append(make("dd", "", text));
    };
    entry(words.step, view.step);
    entry(words.channel, view.channel);
    const why = view.why;
    if (why) {
      entry(words.understood, why.word ? `${why.source}: ${why.word}` : why.source);
      if (why.intent !== null) {
        const unsure = why.accepted ? "" : ` (${words.rejected})`;
        entry(words.intent, `${why.intent} ${percent(why.confidence, view.locale)}${unsure}`);
        const others = why.others.map(([name, p]) => `${name} ${percent(p, view.locale)}`);
        if (others.length) entry(words.others, ...others);
      }
    }
    if (view.known.length) entry(words.known, view.known.join(", "));
    if (view.handoff) {
      const passed = Object.entries(view.handoff.passed).map(([name, value]) => `${name}: ${value}`);
      if (passed.length) entry(words.passed, ...passed);
      if (view.handoff.withheld.length) entry(words.withheld, view.handoff.withheld.join(", "));
    }
    parts.side.replaceChildren(list);
  }

  function showForm(view) {
    const text = asAgent(view) ? view.words.placeholder_agent : view.words.placeholder;
    parts.input.placeholder = text;
    parts.input.setAttribute("aria-label", text);
    parts.input.disabled = parts.send.disabled = view.control === "ended";
    parts.send.textContent = view.words.send;
    parts.root.lang = view.locale;
    parts.log.setAttribute("aria-label", view.words.title);
  }

  function show() {
    const view = model.get("view");
    showBar(view);
    showLog();
    showChoices(view);
    showAgent(view);
    showSide(view);
    showForm(view);
  }

  function receive() {
    const view = model.get("view");
    pending = pending.filter((line) => line.seq > (view.seen[id] ?? 0));
    const time = new Date().toLocaleTimeString(view.locale, { hour: "2-digit", minute: "2-digit" });
    stamps = view.lines.map((_, i) => stamps[i] ?? time);
    if (view.control !== "agent") speaksAsAgent = true;
    show();
  }

  parts.form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = parts.input.value;
    if (!text.trim()) return;
    parts.input.value = "";
    const agent = asAgent(model.get("view"));
    post(agent ? "answer" : "say", { text }, { who: agent ? "agent" : "customer", text });
  });
  parts.input.addEventListener("keydown", (event) => {
    event.stopPropagation(); // the notebook has shortcuts of its own
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      parts.form.requestSubmit();
    }
  });
  model.on("change:view", receive);
  show();
  return () => {
    model.off("change:view", receive);
    showCopy();
  };
}

export default { render };
