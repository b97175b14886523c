// What a request of the comparison becomes in a host that runs JavaScript; `call` passes a fresh instance.

export const answer = async (request, call) => {
  try {
    return await call((visual) => result(request, visual));
  } catch (error) {
    return error.payload?.purchase ? failure(error.payload) : { trap: String(error) };
  }
};

const result = async (request, visual) => {
  if (request.invoke !== undefined) {
    const output = request.delivery && { delivery: request.delivery };
    const options = { output, waitMs: request.wait_ms, maxInline: request.max_inline };
    return outcome(visual, await visual.catalog.invoke(request.invoke, request.arguments, options));
  }
  if (request.wait !== undefined) {
    const task = visual.tasks.parse(request.wait);
    return outcome(visual, await visual.tasks.wait(task, { waitMs: request.wait_ms }));
  }
  const download = await visual.downloads.open(request.download, { linkHosts: [] });
  let bytes = 0;
  for (let part; (part = await download.readBase64(65536)) !== undefined; ) bytes += atob(part).length;
  return { bytes };
};

const outcome = (visual, { tag, val }) => {
  if (tag === "pending") return { pending: visual.tasks.format(val.task) };
  return {
    done: {
      media: val.media.map(({ kind, mimeType, content }) => [kind, mimeType, content.tag, content.tag === "url" ? content.val : content.val.length]),
      has_task: val.task !== undefined,
      warnings: val.warnings.length,
      details: Object.keys(JSON.parse(val.details)).sort(),
    },
  };
};

const failure = ({ kind, advice, code = null, purchase, field = null, message, task }) => ({
  error: { kind, advice, code, purchase, field, message, has_task: task !== undefined },
});
