//! WebDriver BiDi over a WebSocket: one command at a time, events passed by.

use std::net::TcpStream;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use tungstenite::{Message, WebSocket, client::client_with_config, protocol::WebSocketConfig};

/// Commands that load pages or take pictures of long ones are slow on a busy machine.
const COMMAND_LIMIT: Duration = Duration::from_secs(60);

/// A connection to one browser.
pub(super) struct Bidi {
    socket: WebSocket<TcpStream>,
    last_id: u64,
}

impl Bidi {
    /// Connects to `ws://127.0.0.1:port/path`.
    pub(super) fn connect(port: u16, path: &str) -> Result<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(COMMAND_LIMIT))?;
        // Full-page pictures at four device pixels per CSS pixel exceed the default of 16 MiB a frame.
        let config = WebSocketConfig::default()
            .max_frame_size(None)
            .max_message_size(None);
        let url = format!("ws://127.0.0.1:{port}{path}");
        let (socket, _) =
            client_with_config(url, stream, Some(config)).context("WebSocket to the browser")?;
        Ok(Self { socket, last_id: 0 })
    }

    /// Sends one command and waits for its result.
    pub(super) fn command(&mut self, method: &str, params: Value) -> Result<Value> {
        self.last_id += 1;
        let command = json!({ "id": self.last_id, "method": method, "params": params });
        self.socket.send(Message::text(command.to_string()))?;
        let end = Instant::now() + COMMAND_LIMIT;
        while Instant::now() < end {
            let Message::Text(text) = self
                .socket
                .read()
                .with_context(|| format!("waiting for {method}"))?
            else {
                continue;
            };
            let mut answer: Value = serde_json::from_str(&text)?;
            if answer["id"] != json!(self.last_id) {
                continue; // An event, or the late answer to a command that was given up.
            }
            if answer["type"] == "error" {
                bail!("{method}: {}: {}", answer["error"], answer["message"]);
            }
            return Ok(answer["result"].take());
        }
        bail!("{method}: no answer within {COMMAND_LIMIT:?}")
    }
}
