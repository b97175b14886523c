// What the page of `visual serve` has with scripts, and does without otherwise: files that are
// dropped or pasted, a verdict while one types, masks that are drawn, progress that is told, times
// that run, and things to copy.

const zh = document.documentElement.lang.startsWith("zh");
const say = (english, chinese) => (zh ? chinese : english);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
document.documentElement.classList.add("scripted-on");

// ---- The list of tools.

const search = document.querySelector("#search");
if (search && document.querySelector(".card")) {
  const found = document.querySelector("#found");
  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const section of all("section.family")) {
      let inside = 0;
      for (const card of all(".card", section)) {
        card.hidden = !words.every((word) => card.dataset.words.includes(word));
        inside += card.hidden ? 0 : 1;
      }
      section.hidden = inside === 0;
      for (const details of all("details", section)) {
        details.hidden = !all(".card", details).some((card) => !card.hidden);
        if (words.length > 0) details.open = true;
      }
      count += inside;
    }
    for (const part of all(".starts, .families")) part.hidden = words.length > 0;
    found.textContent = words.length > 0 ? say(count === 1 ? "1 tool" : `${count} tools`, `${count} 个工具`) : "";
  };
  search.addEventListener("input", filter);
}

// ---- The form of a tool.

const form = document.querySelector("form.tool");
const touched = new Set();

// What the server says of what is entered so far. Nothing is bought.
let asking;
const check = async (isWhole) => {
  asking?.abort();
  asking = new AbortController();
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  let verdict;
  try {
    const response = await fetch(form.dataset.check, { method: "POST", body: data, signal: asking.signal });
    if (!response.ok) return;
    verdict = await response.json();
  } catch {
    return;
  }
  document.querySelector("#cost").textContent = verdict.cost;
  if (isWhole) for (const name of Object.keys(verdict.fields)) touched.add(name.split(".")[0]);
  for (const place of all("[data-error]", form)) {
    const name = place.dataset.error;
    const text = touched.has(name.split(".")[0]) ? verdict.fields[name] : undefined;
    place.hidden = !text;
    place.textContent = text ?? "";
    for (const control of all(`[aria-describedby~="${CSS.escape(place.id)}"]`, form)) {
      if (control.matches("fieldset")) continue;
      if (text) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
  }
  if (isWhole || document.querySelector("#problems")) summarize(verdict);
  return verdict;
};
// What is wrong, in one place with links to the fields. Empty texts are not shown.
const summarize = (verdict) => {
  document.querySelector("#problems")?.remove();
  const fields = Object.entries(verdict.fields);
  const lines = [
    ...verdict.general.map((text) => element("li", { textContent: text })),
    ...fields.map(([name, text]) => element("li", {}, element("a", { href: `#f-${name.split(".")[0]}`, textContent: text }))),
  ];
  if (lines.length === 0) return;
  const title = element("h2", { textContent: say("Nothing was sent and nothing is billed", "尚未提交，不计费") });
  const box = element("div", { id: "problems", className: "alert", tabIndex: -1 }, title, element("ul", {}, ...lines));
  box.setAttribute("role", "alert");
  form.prepend(box);
};
let later;
const checkSoon = (name) => {
  if (name) touched.add(name.split(".")[0]);
  clearTimeout(later);
  later = setTimeout(() => check(false), 350);
};

const count = (text) => {
  const output = form.querySelector(`output[for="${CSS.escape(text.id)}"]`);
  const max = Number(text.dataset.max);
  if (!output || !max) return;
  const length = [...text.value].length;
  output.hidden = length < max * 0.8;
  output.classList.toggle("over", length > max);
  output.textContent = `${length} / ${max}`;
};

// A file stands in the form by what the server answers for it.
const keep = async (field, file) => {
  const name = field.dataset.picture;
  const data = new FormData();
  data.append("file", file, file.name || "pasted.png");
  field.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(`/uploads?control=${encodeURIComponent(name)}`, { method: "POST", body: data });
    if (!response.ok) throw new Error(await response.text());
    const made = new DOMParser().parseFromString(await response.text(), "text/html").querySelector(".thumb");
    const thumbs = field.querySelector(".thumbs");
    if (field.dataset.list === undefined) thumbs.replaceChildren();
    thumbs.append(made);
    dress(made);
  } catch (error) {
    const place = field.querySelector("[data-error]");
    place.hidden = false;
    place.textContent = String(error.message || error);
  } finally {
    field.removeAttribute("aria-busy");
  }
  drawable();
  checkSoon(name);
};
const keepAll = async (field, files) => {
  const some = field.dataset.list === undefined ? [...files].slice(0, 1) : [...files];
  for (const file of some) await keep(field, file);
};

// A picture that is there: its box to tick becomes a button.
const dress = (thumb) => {
  const remove = thumb.querySelector(".remove");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet remove";
  button.textContent = remove.textContent.trim();
  button.setAttribute("aria-label", `${button.textContent}: ${thumb.querySelector(".name").textContent}`);
  button.addEventListener("click", () => {
    const field = thumb.closest("[data-picture]");
    thumb.remove();
    field.querySelector("input[type=file]").focus();
    drawable();
    checkSoon(field.dataset.picture);
  });
  remove.replaceWith(button);
};

// Which masks can be drawn: those whose image is a file that is here.
const imageOf = (field) => document.querySelector(`[data-picture="${CSS.escape(field.dataset.maskOf)}"] .thumb img`);
const drawable = () => {
  for (const field of all("[data-mask-of]")) field.querySelector(".draw").hidden = !imageOf(field);
};

const element = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};

// Draws a mask over an image: white where something changes, black elsewhere.
const draw = (field) => {
  const source = imageOf(field);
  const image = element("img", { src: source.src, alt: source.alt });
  const canvas = element("canvas");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", say("Mask: paint with the mouse, or move with the arrow keys and press space", "蒙版：用鼠标涂抹，或用方向键移动并按空格涂抹"));
  canvas.tabIndex = 0;
  const brush = element("input", { type: "range", min: 1, max: 30, value: 8, className: "slider" });
  const eraser = element("input", { type: "checkbox" });
  const button = (text, className) => element("button", { type: "button", className, textContent: text });
  const clear = button(say("Clear", "清空"), "quiet");
  const cancel = button(say("Cancel", "取消"), "quiet end");
  const use = button(say("Use this mask", "使用此蒙版"), "primary");
  const title = element("h2", { id: "easel-title", textContent: say("Paint what should change", "涂抹需要修改的区域") });
  const tools = element(
    "div",
    { className: "easel-tools" },
    element("label", {}, say("Brush", "画笔"), brush),
    element("label", {}, eraser, say("Eraser", "橡皮擦")),
    clear,
    cancel,
    use,
  );
  const dialog = element("dialog", {}, title, element("div", { className: "easel" }, image, canvas), tools);
  dialog.setAttribute("aria-labelledby", "easel-title");
  document.body.append(dialog);
  const paper = canvas.getContext("2d");
  const start = () => {
    canvas.width = image.naturalWidth;
    canvas.height = image.naturalHeight;
  };
  if (image.complete && image.naturalWidth) start();
  else image.addEventListener("load", start);

  const width = () => (Math.max(canvas.width, canvas.height) * brush.value) / 100;
  let last;
  const stroke = (point) => {
    paper.globalCompositeOperation = eraser.checked ? "destination-out" : "source-over";
    paper.strokeStyle = "#7a5cff";
    paper.lineCap = paper.lineJoin = "round";
    paper.lineWidth = width();
    paper.beginPath();
    paper.moveTo(...(last ?? point));
    paper.lineTo(...point);
    paper.stroke();
    last = point;
  };
  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * canvas.width, ((event.clientY - box.top) / box.height) * canvas.height];
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    last = undefined;
    stroke(place(event));
  });
  canvas.addEventListener("pointermove", (event) => event.buttons && last && stroke(place(event)));
  canvas.addEventListener("pointerup", () => (last = undefined));
  let pen;
  canvas.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1], " ": [0, 0] };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    pen ??= [canvas.width / 2, canvas.height / 2];
    const far = width() / 2;
    pen = [pen[0] + step[0] * far, pen[1] + step[1] * far];
    if (event.key === " " || event.shiftKey) stroke(pen);
    last = undefined;
  });
  clear.addEventListener("click", () => paper.clearRect(0, 0, canvas.width, canvas.height));
  cancel.addEventListener("click", () => dialog.close());
  use.addEventListener("click", () => {
    const pixels = paper.getImageData(0, 0, canvas.width, canvas.height);
    for (let at = 0; at < pixels.data.length; at += 4) {
      const shade = pixels.data[at + 3] > 127 ? 255 : 0;
      pixels.data.set([shade, shade, shade, 255], at);
    }
    paper.globalCompositeOperation = "source-over";
    paper.putImageData(pixels, 0, 0);
    canvas.toBlob((blob) => {
      dialog.close();
      keep(field, new File([blob], "mask.png", { type: "image/png" }));
    }, "image/png");
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    field.querySelector(".draw").focus();
  });
  dialog.showModal();
};

if (form) {
  for (const slider of all("input.slider", form)) {
    const number = document.getElementById(slider.dataset.for);
    slider.hidden = false;
    slider.addEventListener("input", () => {
      number.value = slider.value;
      checkSoon(number.name);
    });
    number.addEventListener("input", () => (slider.value = number.value || number.placeholder || slider.min));
  }
  for (const button of all("[data-dice]", form)) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const number = document.getElementById(button.dataset.dice);
      number.value = Math.floor(Math.random() * 2 ** 31);
      checkSoon(number.name);
    });
  }
  for (const field of all("fieldset.size", form)) {
    const sides = all("[data-side]", field);
    for (const preset of all(".ratios input", field)) {
      preset.addEventListener("change", () => {
        const [width, height] = preset.value.split("x");
        sides[0].value = width ?? "";
        sides[1].value = height ?? "";
      });
    }
    for (const side of sides) {
      side.addEventListener("input", () => {
        const typed = `${sides[0].value}x${sides[1].value}`;
        const same = all(".ratios input", field).find((preset) => preset.value === typed);
        for (const preset of all(".ratios input", field)) preset.checked = preset === same;
      });
    }
  }
  for (const field of all("[data-picture]", form)) {
    const drop = field.querySelector(".drop");
    const input = field.querySelector("input[type=file]");
    input.addEventListener("change", async () => {
      await keepAll(field, input.files);
      input.value = "";
    });
    for (const name of ["dragenter", "dragover"]) {
      drop.addEventListener(name, (event) => {
        event.preventDefault();
        drop.classList.add("over");
      });
    }
    for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      keepAll(field, event.dataTransfer.files);
    });
    all(".thumb", field).forEach(dress);
    field.querySelector(".draw")?.addEventListener("click", () => draw(field));
  }
  // A picture that is pasted goes to the field where one is, else to the first that has none.
  document.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    const fields = all("[data-picture]", form);
    const field = document.activeElement?.closest?.("[data-picture]") ?? fields.find((one) => !one.querySelector(".thumb")) ?? fields[0];
    if (!field) return;
    event.preventDefault();
    keepAll(field, files);
  });
  drawable();
  for (const text of all("[data-max]", form)) {
    text.addEventListener("input", () => count(text));
    count(text);
  }
  form.addEventListener("change", (event) => checkSoon(event.target.name));
  form.addEventListener("input", (event) => event.target.type !== "file" && checkSoon(event.target.name));
  for (const place of all("[data-error]", form)) if (!place.hidden) touched.add(place.dataset.error.split(".")[0]);
  // One click is one purchase; the form's key says so to the server too. What is wrong is told
  // without leaving the form.
  let isSent = false;
  let isRight = false;
  form.addEventListener("submit", async (event) => {
    if (isSent) return event.preventDefault();
    const button = event.submitter;
    if (button?.value === "buy" && !isRight) {
      event.preventDefault();
      clearTimeout(later);
      const verdict = await check(true);
      if (verdict && Object.keys(verdict.fields).length + verdict.general.length > 0) {
        document.querySelector("#problems").focus();
        return;
      }
      isRight = true;
      form.requestSubmit(button);
      isRight = false;
      return;
    }
    isSent = true;
    setTimeout(() => all("button[type=submit]", form).forEach((button) => (button.disabled = true)));
  });
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    isSent = false;
    all("button[type=submit]", form).forEach((button) => (button.disabled = false));
  });
  document.querySelector("#problems")?.focus();
}

// ---- A purchase.

const duration = (seconds) => {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  if (hours > 0) return say(`${hours} h ${minutes} min`, `${hours} 小时 ${minutes} 分`);
  if (minutes > 0) return say(`${minutes} min ${rest} s`, `${minutes} 分 ${rest} 秒`);
  return say(`${rest} s`, `${rest} 秒`);
};
const tick = () => {
  const now = Math.floor(Date.now() / 1000);
  for (const place of all(".elapsed[data-running]")) place.textContent = duration(Math.max(0, now - Number(place.dataset.began)));
  for (const place of all("time[data-until]")) {
    const left = Number(place.dataset.until) - now;
    place.closest(".life").classList.toggle("over", left <= 0);
    place.nextElementSibling.textContent = left > 0 ? say(` · ${duration(left)} left`, ` · 剩余 ${duration(left)}`) : say(" · expired", " · 已过期");
  }
};

const copyable = (root) => {
  for (const button of all("[data-copy]", root)) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const before = button.textContent;
      try {
        await navigator.clipboard.writeText(button.dataset.copy);
        button.textContent = say("Copied", "已复制");
      } catch {
        button.textContent = say("Could not copy", "无法复制");
      }
      setTimeout(() => (button.textContent = before), 1600);
    });
  }
};

// The server answers when something has changed, or after some seconds.
const follow = async () => {
  const live = document.querySelector("#live");
  for (let fails = 0; fails < 30; ) {
    const run = document.querySelector("#run");
    if (run.dataset.final === "true") return;
    try {
      const response = await fetch(`${run.dataset.part}?since=${run.dataset.version}`);
      if (!response.ok) throw new Error(response.statusText);
      const next = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("#run");
      fails = 0;
      if (next.dataset.version === run.dataset.version) continue;
      const had = run.contains(document.activeElement);
      run.replaceWith(next);
      if (had) document.querySelector("main").focus();
      live.textContent = next.dataset.said;
      document.title = `${next.dataset.title} · visual`;
      copyable(next);
      tick();
    } catch {
      fails += 1;
      await new Promise((resolve) => setTimeout(resolve, 1000 * Math.min(fails, 10)));
    }
  }
};

copyable(document);
if (document.querySelector(".elapsed, time[data-until]") || document.querySelector("#run")) {
  tick();
  setInterval(tick, 1000);
}
if (document.querySelector("#run")?.dataset.part) follow();
