// Answers the requests of the test in the page, once the button is pressed.

import { KeyAccountError, call, init, operations } from "keyaccount";

/** Returns the reply text, or the text of the error. */
function outcome({ operation, text }) {
  try {
    return call(operation, text);
  } catch (error) {
    if (!(error instanceof KeyAccountError)) throw error;
    return `${error.code} ${error.path} ${error.message}`;
  }
}

/** Returns the median time of a request in milliseconds, when the page is warm. */
function medianMilliseconds({ operation, text }) {
  const times = Array.from({ length: 60 }, () => {
    const start = performance.now();
    call(operation, text);
    return performance.now() - start;
  });
  return times.slice(10).sort((left, right) => left - right)[25];
}

async function start() {
  await init();
  const requests = await (await fetch("/requests.json")).json();
  const button = document.querySelector("#run");
  button.disabled = false;
  button.addEventListener("click", () => {
    const replies = requests.map(outcome);
    document.querySelector("#count").textContent = `${operations().length} operations, ${replies.length} replies`;
    for (const reply of replies) {
      document.querySelector("#replies").append(Object.assign(document.createElement("li"), { textContent: reply }));
    }
    globalThis.replies = replies;
    globalThis.medianMilliseconds = medianMilliseconds;
  });
}

start();
