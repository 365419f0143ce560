//! Receiving a body: its length is known and right before the first byte is read.

use std::time::Duration;

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::Request,
    http::header,
};

use super::{Shared, reply::Problem};

/// Lengths that a route takes.
pub(super) enum Length {
    Exactly(usize),
    AtMost(usize),
}

/// The whole body, or why not.
pub(super) async fn receive(
    state: &Shared,
    request: Request,
    length: Length,
) -> Result<Bytes, Problem> {
    let announced = announced(&request)?;
    let limit = match length {
        Length::Exactly(wanted) if announced == wanted => wanted,
        Length::AtMost(most) if announced <= most => most,
        _ => return Err(Problem::LengthWrong),
    };
    let _place = state.uploads.try_acquire().map_err(|_| Problem::Busy)?;
    let body = read(request.into_body(), limit, state.body_time).await?;
    if body.len() == announced {
        Ok(body)
    } else {
        Err(Problem::BodyBroken)
    }
}

fn announced(request: &Request) -> Result<usize, Problem> {
    let headers = request.headers();
    let value = headers
        .get(header::CONTENT_LENGTH)
        .ok_or(Problem::LengthMissing)?;
    let text = value.to_str().map_err(|_| Problem::LengthWrong)?;
    text.parse().map_err(|_| Problem::LengthWrong)
}

async fn read(body: Body, limit: usize, time: Duration) -> Result<Bytes, Problem> {
    match tokio::time::timeout(time, to_bytes(body, limit)).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(_)) => Err(Problem::BodyBroken),
        Err(_) => Err(Problem::BodySlow),
    }
}
