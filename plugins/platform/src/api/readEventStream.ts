/** One message of a stream of server-sent events; a comment, such as a heartbeat, has neither id nor data. */
export type ServerSentEvent = { id?: string; event?: string; data?: string };

/**
 * Reads server-sent events, which the browser's own `EventSource` would do, if it could send a token.
 * Ends with the stream; leaving the loop early cancels it.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export async function* readEventStream(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<ServerSentEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      text += decoder.decode(value, { stream: true });
      const messages = text.split(/\r?\n\r?\n/);
      text = messages.pop() ?? '';
      for (const message of messages) yield parseMessage(message);
    }
  } finally {
    // After an abort there is nothing left to cancel, and that is no news.
    await reader.cancel().catch(() => {});
  }
}

function parseMessage(message: string): ServerSentEvent {
  const event: ServerSentEvent = {};
  for (const line of message.split(/\r?\n/)) {
    const [, field, value] = /^(id|event|data): ?(.*)$/.exec(line) ?? [];
    if (field === 'data') {
      event.data = event.data === undefined ? value : `${event.data}\n${value}`;
    } else if (field === 'id' || field === 'event') {
      event[field] = value;
    }
  }
  return event;
}
