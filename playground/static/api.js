/**
 * Speaking with the playground: JSON over HTTP, and a socket that says what happened (docs/playground.md).
 */

/** @param {string} path @param {Record<string, string>} [params] @returns {Promise<any>} */
export async function get(path, params = {}) {
  const answer = await fetch(`/page/${path}?${new URLSearchParams(params)}`);
  if (!answer.ok) throw new Error(`The playground answered ${answer.status} to ${path}.`);
  return answer.json();
}

/** Who acts: every verb says so. Set once, when the page starts. */
export const actor = { user: "" };

/**
 * Does something as the present person. Never throws: when the playground is away the answer says so.
 * @param {string} verb @param {Record<string, any>} body
 * @returns {Promise<{ok: boolean, error?: string, [more: string]: any}>}
 */
export async function post(verb, body = {}) {
  try {
    const answer = await fetch(`/page/${verb}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ user: actor.user, ...body }),
    });
    return await answer.json();
  } catch {
    return { ok: false, error: "The playground did not answer. Is it still running?" };
  }
}

/**
 * Sends a file that the present person chose. Never throws.
 * @param {File} file @returns {Promise<{ok: boolean, error?: string, file?: any}>}
 */
export async function upload(file) {
  try {
    const params = new URLSearchParams({ user: actor.user, name: file.name });
    const answer = await fetch(`/page/upload?${params}`, { method: "POST", body: file });
    return await answer.json();
  } catch {
    return { ok: false, error: "The file was not taken. Is the playground still running?" };
  }
}

/**
 * Listens until the page is closed, and reconnects by itself: at once, then ever slower, up to 5 seconds.
 * @param {{event: (event: any) => void, up: (again: boolean) => void, down: () => void}} hear
 */
export function listen(hear) {
  let tries = 0;
  let again = false;
  const connect = () => {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(
      `${scheme}://${location.host}/page/socket?user=${encodeURIComponent(actor.user)}`,
    );
    socket.onopen = () => {
      tries = 0;
      hear.up(again);
      again = true;
    };
    socket.onmessage = (message) => hear.event(JSON.parse(message.data));
    socket.onclose = () => {
      hear.down();
      setTimeout(connect, Math.min(5000, 250 * 2 ** tries));
      tries += 1;
    };
  };
  connect();
}
