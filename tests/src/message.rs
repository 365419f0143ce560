//! Just enough HTTP/1.1 to know where one message ends and the next begins; bytes are kept as they came.

use std::io::{BufRead, Read};

use anyhow::{Context, Result, bail};

/// A reader that keeps every byte read until they are taken.
pub(crate) struct Kept<R> {
    inner: R,
    bytes: Vec<u8>,
}

impl<R: BufRead> Kept<R> {
    pub(crate) fn new(inner: R) -> Self {
        Self {
            inner,
            bytes: Vec::new(),
        }
    }

    /// The bytes read since the last call.
    pub(crate) fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.bytes)
    }

    pub(crate) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Reads one line; empty at the end of the stream.
    fn line(&mut self) -> Result<String> {
        let start = self.bytes.len();
        self.inner.read_until(b'\n', &mut self.bytes)?;
        let line = self.bytes.get(start..).unwrap_or_default();
        Ok(String::from_utf8_lossy(line).into_owned())
    }

    fn exactly(&mut self, length: usize) -> Result<()> {
        let read = self
            .inner
            .by_ref()
            .take(length as u64)
            .read_to_end(&mut self.bytes)?;
        if read < length {
            bail!("the stream ended inside a message");
        }
        Ok(())
    }

    fn read_rest(&mut self) -> Result<usize> {
        Ok(self.inner.read_to_end(&mut self.bytes)?)
    }
}

/// First line and headers of a message.
pub(crate) struct Head {
    first: String,
    headers: Vec<(String, String)>,
}

impl Head {
    /// Reads a head; `None` where the other side has closed between messages.
    pub(crate) fn read(from: &mut Kept<impl BufRead>) -> Result<Option<Self>> {
        let first = from.line()?;
        if first.is_empty() {
            return Ok(None);
        }
        let mut headers = Vec::new();
        loop {
            let line = from.line()?;
            let line = line.trim_end();
            if line.is_empty() {
                return Ok(Some(Self { first, headers }));
            }
            let (name, value) = line.split_once(':').context("a header without a colon")?;
            headers.push((name.to_lowercase(), value.trim().to_owned()));
        }
    }

    pub(crate) fn method_and_path(&self) -> (String, String) {
        let mut words = self.first.split_whitespace().map(str::to_owned);
        (
            words.next().unwrap_or_default(),
            words.next().unwrap_or_default(),
        )
    }

    pub(crate) fn status(&self) -> u16 {
        self.first
            .split_whitespace()
            .nth(1)
            .and_then(|word| word.parse().ok())
            .unwrap_or(0)
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    pub(crate) fn closes(&self) -> bool {
        self.header("connection")
            .is_some_and(|value| value.eq_ignore_ascii_case("close"))
    }

    fn content_length(&self) -> Result<Option<usize>> {
        self.header("content-length")
            .map(|value| Ok(value.parse()?))
            .transpose()
    }

    fn is_chunked(&self) -> bool {
        self.header("transfer-encoding")
            .is_some_and(|value| value.eq_ignore_ascii_case("chunked"))
    }

    pub(crate) fn read_request_body(&self, from: &mut Kept<impl BufRead>) -> Result<usize> {
        if self.is_chunked() {
            return read_chunks(from);
        }
        let length = self.content_length()?.unwrap_or(0);
        from.exactly(length)?;
        Ok(length)
    }

    pub(crate) fn read_response_body(
        &self,
        method: &str,
        from: &mut Kept<impl BufRead>,
    ) -> Result<usize> {
        if method == "HEAD" || matches!(self.status(), 100..200 | 204 | 304) {
            return Ok(0);
        }
        if self.is_chunked() {
            return read_chunks(from);
        }
        match self.content_length()? {
            Some(length) => from.exactly(length).map(|()| length),
            None => from.read_rest(),
        }
    }
}

fn read_chunks(from: &mut Kept<impl BufRead>) -> Result<usize> {
    let mut total = 0;
    loop {
        let line = from.line()?;
        let size = usize::from_str_radix(line.split(';').next().unwrap_or_default().trim(), 16)?;
        from.exactly(size)?;
        from.line()?;
        total += size;
        if size == 0 {
            return Ok(total);
        }
    }
}
