//! Signed files and the effort of stamps: what every visitor fetches.

use std::sync::Arc;

use axum::{
    body::Bytes,
    extract::{Path, State},
    response::Response,
};
use crypto_core::{stamp::Asked, time::Epoch};

use super::{
    Shared,
    cells::parse_id,
    reply::{self, Problem},
};
use crate::{published::Published, store::Kind};

const BYTES: &str = "application/octet-stream";
const TEXT: &str = "text/plain; charset=utf-8";
const JSON: &str = "application/json";

pub(super) async fn head(State(state): State<Shared>) -> Result<Response, Problem> {
    let current = state.publications.served().current;
    let current = current.ok_or(Problem::NotPublished)?;
    Ok(reply::bytes(BYTES, current.head.clone()))
}

pub(super) async fn board(
    State(state): State<Shared>,
    Path(serial): Path<String>,
) -> Result<Response, Problem> {
    let serial = number(&serial)?;
    let found = find(&state, |published| published.header.serial == serial)?;
    Ok(reply::bytes(BYTES, found.board.clone()))
}

pub(super) async fn roster(
    State(state): State<Shared>,
    Path(serial): Path<String>,
) -> Result<Response, Problem> {
    let serial = number(&serial)?;
    let found = find(&state, |published| published.roster.serial == serial)?;
    Ok(reply::bytes(TEXT, found.roster_file.clone()))
}

pub(super) async fn recipients(
    State(state): State<Shared>,
    Path(epoch): Path<String>,
) -> Result<Response, Problem> {
    let epoch = Epoch(u32::try_from(number(&epoch)?).map_err(|_| Problem::NotPublished)?);
    let found = find(&state, |published| {
        published.recipients.contains_key(&epoch)
    })?;
    let file = found.recipients.get(&epoch).ok_or(Problem::NotPublished)?;
    Ok(reply::bytes(JSON, file.clone()))
}

/// [`Asked`], 12 bytes.
pub(super) async fn stamp(State(state): State<Shared>) -> Response {
    let now = state.clock.seconds();
    let asked = Asked {
        hours: state.clock.hours(),
        letter: state.effort(Kind::Letter).current(now),
        parcel: state.effort(Kind::Parcel).current(now),
    };
    reply::bytes(BYTES, Bytes::copy_from_slice(&asked.to_bytes()))
}

/// A parcel of an answer, 1,048,576 bytes. What reporters sent lies elsewhere and is unknown here.
pub(super) async fn parcel(
    State(state): State<Shared>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = parse_id(&id)?;
    let work = move || state.store.find(Kind::Answer, &id);
    let found = tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| Problem::Store)?;
    reply::cell(found)
}

/// The current publication if it fits, else the one before if that does.
fn find(state: &Shared, fits: impl Fn(&Published) -> bool) -> Result<Arc<Published>, Problem> {
    let served = state.publications.served();
    [served.current, served.previous]
        .into_iter()
        .flatten()
        .find(|published| fits(published))
        .ok_or(Problem::NotPublished)
}

fn number(text: &str) -> Result<u64, Problem> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let leading_zero = text.len() > 1 && text.starts_with('0');
    if !digits || leading_zero {
        return Err(Problem::NotPublished);
    }
    text.parse().map_err(|_| Problem::NotPublished)
}
