//! The courier's routes: lists, cells, publications, confirmations. Nothing here deletes.

use axum::{
    extract::{Path, Request, State},
    http::{HeaderMap, StatusCode, Uri, header},
    response::Response,
};
use crypto_core::{
    confirmation::CONFIRMATION_LEN,
    ids::{Digest, MemberNumber},
    lengths::PARCEL_LEN,
    primitives::hash::{equal_in_constant_time, sha256},
    publication::PUBLICATION_LEN_MAX,
    time::Week,
};

use super::{
    Shared,
    body::{Length, receive},
    cells::{parse_id, problem},
    reply::{self, Problem},
};
use crate::{
    config::Courier,
    confirmations::{CONFIRMATIONS_MAX, ConfirmError},
    published::PublishError,
    store::Kind,
};

const BYTES: &str = "application/octet-stream";
/// Ids in one list at most.
const IDS_MAX: usize = 4_096;

/// Hashes of the couriers' tokens.
pub struct Couriers(Vec<(MemberNumber, Digest)>);

impl Couriers {
    /// Those of the configuration.
    #[must_use]
    pub fn new(couriers: &[Courier]) -> Self {
        let couriers = couriers.iter();
        Self(couriers.map(|c| (c.member, c.token_sha256)).collect())
    }

    /// The SHA-256 by which a token (32 bytes) is known.
    #[must_use]
    pub fn hash(token: &[u8; 32]) -> Digest {
        Digest(sha256(&[token]))
    }

    fn check(&self, headers: &HeaderMap) -> Result<MemberNumber, Problem> {
        let token = headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "))
            .and_then(|token| token.parse::<Digest>().ok())
            .ok_or(Problem::Token)?;
        let hash = Self::hash(token.as_bytes());
        let mut found = None;
        // All are compared, so that the time does not tell which.
        for (member, known) in &self.0 {
            if equal_in_constant_time(known.as_bytes(), hash.as_bytes()) {
                found = Some(*member);
            }
        }
        found.ok_or(Problem::Token)
    }
}

pub(super) async fn weeks(
    State(state): State<Shared>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    state.couriers.check(&headers)?;
    let weeks: Vec<_> = state
        .store
        .weeks()
        .into_iter()
        .map(|week| {
            serde_json::json!({
                "week": week.week,
                "letters": week.letters,
                "parcels": week.parcels,
                "open": week.open,
            })
        })
        .collect();
    let list = serde_json::Value::from(weeks).to_string();
    Ok(reply::bytes("application/json", list))
}

pub(super) async fn ids(
    State(state): State<Shared>,
    headers: HeaderMap,
    Path((week, kind)): Path<(String, String)>,
    uri: Uri,
) -> Result<Response, Problem> {
    state.couriers.check(&headers)?;
    let (week, kind) = place(&week, &kind)?;
    let after = uri
        .query()
        .map(|query| parse_id(query.strip_prefix("after=").unwrap_or_default()))
        .transpose()?;
    let ids = state
        .store
        .ids_after(kind, week, after, IDS_MAX)
        .unwrap_or_default();
    Ok(reply::bytes(BYTES, ids.concat()))
}

pub(super) async fn cell(
    State(state): State<Shared>,
    headers: HeaderMap,
    Path((week, kind, id)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    state.couriers.check(&headers)?;
    let (week, kind) = place(&week, &kind)?;
    let id = parse_id(&id)?;
    let work = move || state.store.read(kind, week, &id);
    let found = tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| Problem::Store)?;
    reply::cell(found)
}

/// A parcel of an answer's file; a repeat is fine, and after half of its life begins a new one.
pub(super) async fn put_parcel(
    State(state): State<Shared>,
    Path(id): Path<String>,
    request: Request,
) -> Result<StatusCode, Problem> {
    state.couriers.check(request.headers())?;
    let id = parse_id(&id)?;
    let body = receive(&state, request, Length::Exactly(PARCEL_LEN)).await?;
    let work = move || {
        let week = state.clock.day().week();
        state.store.put(Kind::Answer, &id, &body, week)
    };
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| Problem::Store)?
        .map(|_| StatusCode::CREATED)
        .map_err(problem)
}

/// Whether a parcel of an answer's file is stored for long enough.
pub(super) async fn head_parcel(
    State(state): State<Shared>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    state.couriers.check(&headers)?;
    let id = parse_id(&id)?;
    let week = state.clock.day().week();
    if state.store.is_fresh(Kind::Answer, &id, week) {
        Ok(StatusCode::OK)
    } else {
        Err(Problem::NotFound)
    }
}

pub(super) async fn publish(
    State(state): State<Shared>,
    request: Request,
) -> Result<StatusCode, Problem> {
    state.couriers.check(request.headers())?;
    let body = receive(&state, request, Length::AtMost(PUBLICATION_LEN_MAX)).await?;
    let work = move || state.publications.publish(&body, state.clock.day());
    let done = tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| Problem::Store)?;
    done.map(|()| StatusCode::CREATED)
        .map_err(|error| match error {
            PublishError::Invalid => Problem::Publication,
            PublishError::Day => Problem::PublicationDay,
            PublishError::RecipientsMissing => Problem::RecipientsMissing,
            PublishError::Successor => Problem::Predecessor,
            PublishError::Storage => Problem::Store,
        })
}

pub(super) async fn confirm(
    State(state): State<Shared>,
    request: Request,
) -> Result<StatusCode, Problem> {
    state.couriers.check(request.headers())?;
    let most = CONFIRMATIONS_MAX * CONFIRMATION_LEN;
    let body = receive(&state, request, Length::AtMost(most)).await?;
    let work = move || {
        let current = state.publications.served().current;
        let current = current.ok_or(Problem::NotPublished)?;
        let week = state.clock.day().week();
        state
            .confirmations
            .take(&body, &current.roster, week)
            .map_err(|error| match error {
                ConfirmError::Invalid => Problem::Confirmation,
                ConfirmError::Storage => Problem::Store,
            })
    };
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| Problem::Store)?
        .map(|()| StatusCode::CREATED)
}

fn place(week: &str, kind: &str) -> Result<(Week, Kind), Problem> {
    let week = week.parse().map(Week).map_err(|_| Problem::NotFound)?;
    let kind = match kind {
        "letters" => Kind::Letter,
        "parcels" => Kind::Parcel,
        _ => return Err(Problem::NotFound),
    };
    Ok((week, kind))
}
