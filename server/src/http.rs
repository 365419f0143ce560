//! The server as a function of its state: every route on one screen.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::{
    Router,
    routing::{get, put},
};
use tokio::sync::Semaphore;

use crate::{
    clock::Clock,
    config::Config,
    confirmations::Confirmations,
    effort::Effort,
    published::Publications,
    store::{Kind, Store},
};

mod body;
mod cells;
mod courier;
mod page;
mod public;
mod reply;

pub use courier::Couriers;
pub use page::Page;

/// Everything that handlers share.
pub struct State {
    /// Letters and parcels.
    pub store: Store,
    /// Board, roster and recipients.
    pub publications: Publications,
    /// Import confirmations.
    pub confirmations: Confirmations,
    /// Who may fetch and publish.
    pub couriers: Couriers,
    /// Static files.
    pub page: Page,
    /// The time.
    pub clock: Clock,
    /// How much proof of work is asked for with a letter.
    pub letter_effort: Mutex<Effort>,
    /// The same for a parcel: files in a hurry make no letter dearer.
    pub parcel_effort: Mutex<Effort>,
    /// Places for bodies that are being received.
    pub uploads: Semaphore,
    /// How long a body may take to arrive.
    pub body_time: Duration,
}

/// What handlers get.
pub type Shared = Arc<State>;

impl State {
    /// Puts a state together from its opened parts.
    #[must_use]
    pub fn new(
        config: &Config,
        clock: Clock,
        page: Page,
        store: Store,
        publications: Publications,
        confirmations: Confirmations,
    ) -> Self {
        Self {
            store,
            publications,
            confirmations,
            couriers: Couriers::new(&config.courier),
            page,
            clock,
            letter_effort: Mutex::new(Effort::new(config.letters_per_minute)),
            parcel_effort: Mutex::new(Effort::new(config.parcels_per_minute)),
            uploads: Semaphore::new(config.uploads),
            body_time: Duration::from_secs(config.request_seconds),
        }
    }
}

impl State {
    /// The controller of the effort that goes with a kind of cell.
    pub(super) fn effort(&self, kind: Kind) -> MutexGuard<'_, Effort> {
        let effort = match kind {
            Kind::Letter => &self.letter_effort,
            // The committee's own need none.
            Kind::Parcel | Kind::Answer => &self.parcel_effort,
        };
        effort.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The whole service.
pub fn app(state: Shared) -> Router {
    Router::new()
        .route("/v1/board/head", get(public::head))
        .route("/v1/board/{serial}", get(public::board))
        .route("/v1/roster/{serial}", get(public::roster))
        .route("/v1/recipients/{epoch}", get(public::recipients))
        .route("/v1/stamp", get(public::stamp))
        .route("/v1/letters/{id}", put(cells::put_letter))
        .route(
            "/v1/parcels/{id}",
            put(cells::put_parcel)
                .head(cells::head_parcel)
                .get(public::parcel),
        )
        .route("/v1/courier/weeks", get(courier::weeks))
        .route("/v1/courier/weeks/{week}/{kind}", get(courier::ids))
        .route("/v1/courier/weeks/{week}/{kind}/{id}", get(courier::cell))
        .route(
            "/v1/courier/parcels/{id}",
            put(courier::put_parcel).head(courier::head_parcel),
        )
        .route("/v1/courier/publication", put(courier::publish))
        .route("/v1/courier/confirmations", put(courier::confirm))
        .fallback(page::file)
        .method_not_allowed_fallback(reply::method_not_allowed)
        .layer(axum::middleware::map_response(reply::fix_headers))
        .with_state(state)
}
