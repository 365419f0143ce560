//! What every answer has in common: fixed headers, and problem documents (RFC 9457) in plain words
//! that never repeat what was asked.

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use zeroize::Zeroizing;

use crate::store::ReadError;

const BYTES: &str = "application/octet-stream";
const PROBLEM_TYPE: &str = "application/problem+json";

/// Headers of every response, whatever it is.
const FIXED: [(&str, &str); 9] = [
    ("cache-control", "no-store"),
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; \
         form-action 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), \
         magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
    ),
];

/// Headers that a handler may set; all others are dropped.
const KEPT: [HeaderName; 7] = [
    header::CONTENT_TYPE,
    header::CONTENT_LENGTH,
    header::CONTENT_ENCODING,
    header::ALLOW,
    header::LOCATION,
    header::RETRY_AFTER,
    header::WWW_AUTHENTICATE,
];

/// Sets the fixed headers and drops what no handler here sets on purpose.
pub(super) async fn fix_headers(mut response: Response) -> Response {
    let mut headers = HeaderMap::new();
    for name in KEPT {
        if let Some(value) = response.headers_mut().remove(&name) {
            headers.insert(name, value);
        }
    }
    for (name, value) in FIXED {
        headers.insert(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        );
    }
    *response.headers_mut() = headers;
    response
}

/// What can go wrong with a request, as the person or program at the other end is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Problem {
    NotFound,
    Method,
    LengthMissing,
    LengthWrong,
    Id,
    BodySlow,
    BodyBroken,
    StampMissing,
    StampInvalid,
    Conflict,
    Full,
    Busy,
    Store,
    Damaged,
    Token,
    NotPublished,
    Predecessor,
    Publication,
    PublicationDay,
    RecipientsMissing,
    Confirmation,
}

impl Problem {
    fn text(self) -> (StatusCode, &'static str, &'static str) {
        use StatusCode as S;
        match self {
            Self::NotFound => (
                S::NOT_FOUND,
                "Not found",
                "There is nothing at this address. Check it, or begin at the first page.",
            ),
            Self::Method => (
                S::METHOD_NOT_ALLOWED,
                "Not possible here",
                "This address does not take that kind of request.",
            ),
            Self::LengthMissing => (
                S::LENGTH_REQUIRED,
                "Length missing",
                "Say with Content-Length how many bytes follow.",
            ),
            Self::LengthWrong => (
                S::PAYLOAD_TOO_LARGE,
                "Wrong size",
                "Only one exact size is taken here: 65536 bytes for a letter, 1048576 for a parcel. Nothing was stored.",
            ),
            Self::Id => (
                S::BAD_REQUEST,
                "Not an identifier",
                "An identifier is 32 hexadecimal digits in lower case.",
            ),
            Self::BodySlow => (
                S::REQUEST_TIMEOUT,
                "Too slow",
                "The data did not arrive in time. Nothing was stored; send it again.",
            ),
            Self::BodyBroken => (
                S::BAD_REQUEST,
                "Not complete",
                "The data did not arrive whole. Nothing was stored; send it again.",
            ),
            Self::StampMissing => (
                S::FORBIDDEN,
                "Stamp missing",
                "Fetch /v1/stamp, make a stamp for this very letter and send it in the header Belfry-Stamp. Nothing was stored.",
            ),
            Self::StampInvalid => (
                S::FORBIDDEN,
                "Stamp not valid",
                "The stamp is too old, for something else, or not enough work now. Fetch /v1/stamp again, make a new stamp and send the letter again. Nothing was stored.",
            ),
            Self::Conflict => (
                S::CONFLICT,
                "Already taken",
                "Something else is stored under this identifier and stays as it is. Choose a new random identifier and send again.",
            ),
            Self::Full => (
                S::INSUFFICIENT_STORAGE,
                "Full",
                "The service cannot store anything more now. What was stored is safe. Try again later, or use another way to report.",
            ),
            Self::Busy => (
                S::SERVICE_UNAVAILABLE,
                "Busy",
                "Many people or machines are sending at this moment. Nothing was stored; try again in a minute.",
            ),
            Self::Store => (
                S::INTERNAL_SERVER_ERROR,
                "Not stored",
                "The service has trouble with its disk. It is not certain that this was stored; send the same again, that does no harm.",
            ),
            Self::Damaged => (
                S::INTERNAL_SERVER_ERROR,
                "Damaged",
                "This was damaged on the disk of the service and is not given out. Its operator should restart the service, which mends what can be mended.",
            ),
            Self::Token => (
                S::UNAUTHORIZED,
                "Not allowed",
                "A valid courier token is needed here. Ask the operator of the service for one.",
            ),
            Self::NotPublished => (
                S::NOT_FOUND,
                "Not published",
                "The committee has not published this here, or it is too old. Fetch /v1/board/head to see what is current.",
            ),
            Self::Predecessor => (
                S::CONFLICT,
                "Somebody else published",
                "The publication does not follow the board that is served now. Pull, import and export again; the same answers are offered again.",
            ),
            Self::Publication => (
                S::UNPROCESSABLE_ENTITY,
                "Publication refused",
                "A signature, hash or length in the publication does not hold for this channel. What was served before is served on.",
            ),
            Self::PublicationDay => (
                S::UNPROCESSABLE_ENTITY,
                "Not of this time",
                "The publication is dated in the future, or its roster is not valid on its day. Check the clock of the reader and sign a new roster if the old one has expired.",
            ),
            Self::RecipientsMissing => (
                S::UNPROCESSABLE_ENTITY,
                "Recipients missing",
                "The roster names recipient files that are not in the publication, or others than those in it. Export it again with `roster sign`.",
            ),
            Self::Confirmation => (
                S::UNPROCESSABLE_ENTITY,
                "Confirmation refused",
                "A confirmation cannot be read or was not signed by a member of the current roster. None of them was taken.",
            ),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, title, detail) = self.text();
        let document = serde_json::json!({
            "type": "about:blank",
            "title": title,
            "status": status.as_u16(),
            "detail": detail,
        });
        let mut response = Response::new(Body::from(document.to_string()));
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_TYPE));
        match self {
            Self::Busy => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from_static("60"));
            }
            Self::Token => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            _ => {}
        }
        response
    }
}

pub(super) async fn method_not_allowed() -> Problem {
    Problem::Method
}

/// A cell as the store found it, or why it is not given out.
pub(super) fn cell(
    found: Result<Option<Zeroizing<Vec<u8>>>, ReadError>,
) -> Result<Response, Problem> {
    match found {
        Ok(Some(cell)) => Ok(bytes(BYTES, Bytes::copy_from_slice(&cell))),
        Ok(None) => Err(Problem::NotFound),
        Err(ReadError::Damaged) => Err(Problem::Damaged),
        Err(ReadError::Failed) => Err(Problem::Store),
    }
}

/// Bytes with a content type.
pub(super) fn bytes(content_type: &'static str, body: impl Into<Body>) -> Response {
    ([(header::CONTENT_TYPE, content_type)], body.into()).into_response()
}
