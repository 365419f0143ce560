//! Letters and parcels on their way in.

use std::sync::Arc;

use axum::{
    body::Bytes,
    extract::{Path, Request, State},
    http::StatusCode,
};
use crypto_core::{
    ids::{Digest, LetterId},
    primitives::hash::sha256,
    stamp::{self, Stamp},
};

use super::{
    Shared,
    body::{Length, receive},
    reply::Problem,
};
use crate::store::{CellId, Kind, PutError};

pub(super) async fn put_letter(
    State(state): State<Shared>,
    Path(id): Path<String>,
    request: Request,
) -> Result<StatusCode, Problem> {
    put(state, Kind::Letter, &id, request).await
}

pub(super) async fn put_parcel(
    State(state): State<Shared>,
    Path(id): Path<String>,
    request: Request,
) -> Result<StatusCode, Problem> {
    put(state, Kind::Parcel, &id, request).await
}

/// Whether a parcel is stored already, for whoever goes on with an upload.
pub(super) async fn head_parcel(
    State(state): State<Shared>,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let id = parse_id(&id)?;
    if state.store.contains(Kind::Parcel, &id) {
        Ok(StatusCode::OK)
    } else {
        Err(Problem::NotFound)
    }
}

pub(super) fn parse_id(text: &str) -> Result<CellId, Problem> {
    // Letters and parcels have ids of one form.
    let id: LetterId = text.parse().map_err(|_| Problem::Id)?;
    Ok(*id.as_bytes())
}

async fn put(state: Shared, kind: Kind, id: &str, request: Request) -> Result<StatusCode, Problem> {
    let id = parse_id(id)?;
    let stamp = request.headers().get(stamp::HEADER_NAME).map(|value| {
        value
            .to_str()
            .ok()
            .and_then(|text| Stamp::from_hex(text).ok())
    });
    let body = receive(&state, request, Length::Exactly(kind.cell_len())).await?;
    let work = move || store(&state, kind, &id, stamp, &body);
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| Problem::Store)?
}

fn store(
    state: &Shared,
    kind: Kind,
    id: &CellId,
    stamp: Option<Option<Stamp>>,
    body: &Bytes,
) -> Result<StatusCode, Problem> {
    // A repeat needs no stamp: whoever did not hear the answer must be able to ask again.
    if state
        .store
        .compare(kind, id, body)
        .map_err(problem)?
        .is_some()
    {
        return Ok(StatusCode::CREATED);
    }
    let stamp = stamp
        .ok_or(Problem::StampMissing)?
        .ok_or(Problem::StampInvalid)?;
    check_stamp(state, &stamp, kind, id, body)?;
    let week = state.clock.day().week();
    state
        .store
        .put(kind, id, body, week)
        .map(|_| StatusCode::CREATED)
        .map_err(problem)
}

/// A stamp is bound to id and bytes, and those are stored once: so no list of used stamps is
/// needed to refuse a second use.
fn check_stamp(
    state: &Shared,
    stamp: &Stamp,
    kind: Kind,
    id: &CellId,
    body: &[u8],
) -> Result<(), Problem> {
    let now = state.clock.seconds();
    let required = {
        let mut effort = state.effort(kind);
        let required = effort.required(now);
        effort.arrived(now);
        required
    };
    if required == 0 {
        return Ok(());
    }
    // One hour ahead is somebody's clock that is a little fast at the turn of the hour.
    let hours = state.clock.hours();
    if stamp.hours.abs_diff(hours) > 1 {
        return Err(Problem::StampInvalid);
    }
    let served = state.publications.served();
    let body = Digest(sha256(&[body]));
    let valid = [served.current, served.previous]
        .iter()
        .flatten()
        .map(|published: &Arc<_>| stamp::Request {
            header: published.header.hash(),
            id: *id,
            body,
        })
        .any(|request| stamp.verify(&request, required).is_ok());
    if valid {
        Ok(())
    } else {
        Err(Problem::StampInvalid)
    }
}

pub(super) fn problem(error: PutError) -> Problem {
    match error {
        PutError::Conflict => Problem::Conflict,
        PutError::Full => Problem::Full,
        PutError::Length => Problem::LengthWrong,
        PutError::Failed => Problem::Store,
    }
}
