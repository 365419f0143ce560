//! WebDriver without BiDi, for Chromium where its memory and speed are measured.
//!
//! Chromium's BiDi lives in a tab of its own that is told of every request with all of its body: with parcels
//! that tab takes gigabytes, and most of the time. The commands are taken in their form of BiDi.

use std::net::SocketAddr;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::http;

/// What WebDriver calls an element in JSON.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A session of chromedriver.
pub(super) struct Classic {
    server: SocketAddr,
    session: String,
}

impl Classic {
    pub(super) fn new(server: SocketAddr, session_id: &str) -> Result<Self> {
        let session = format!("/session/{session_id}");
        let classic = Self { server, session };
        classic.post("timeouts", &json!({ "script": 35_000, "pageLoad": 35_000 }))?;
        Ok(classic)
    }

    pub(super) fn command(&mut self, method: &str, params: &Value) -> Result<Value> {
        match method {
            "browsingContext.getTree" => Ok(json!({ "contexts": [{ "context": "" }] })),
            "browsingContext.navigate" => self.post("url", &json!({ "url": params["url"] })),
            "browsingContext.setViewport" => {
                let size = &params["viewport"];
                let metrics = json!({ "width": size["width"], "height": size["height"],
                    "deviceScaleFactor": params["devicePixelRatio"], "mobile": false });
                self.devtools("Emulation.setDeviceMetricsOverride", &metrics)
            }
            "script.addPreloadScript" => {
                let function = params["functionDeclaration"]
                    .as_str()
                    .context("no script")?;
                let source = json!({ "source": format!("({function})()") });
                self.devtools("Page.addScriptToEvaluateOnNewDocument", &source)
            }
            "script.callFunction" => self.call(params),
            "input.performActions" => {
                let mut actions = params["actions"].clone();
                name_elements(&mut actions);
                self.post("actions", &json!({ "actions": actions }))
            }
            "input.setFiles" => {
                let id = params["element"]["sharedId"]
                    .as_str()
                    .context("no element")?;
                let files = params["files"].as_array().context("no files")?;
                let files: Vec<&str> = files.iter().filter_map(Value::as_str).collect();
                let typed = json!({ "text": files.join("\n") });
                self.post(&format!("element/{id}/value"), &typed)
            }
            other => bail!("{other} is not there without BiDi"),
        }
    }

    fn call(&self, params: &Value) -> Result<Value> {
        let function = params["functionDeclaration"]
            .as_str()
            .context("no script")?;
        let given = params["arguments"].as_array().into_iter().flatten();
        let given: Vec<&Value> = given.map(|one| &one["value"]).collect();
        let script = format!(
            "const done = arguments[arguments.length - 1]; \
             Promise.resolve().then(() => ({function})(...arguments[0])).then(done, (e) => done({{ wrong: String(e) }}));"
        );
        let value = self.post(
            "execute/async",
            &json!({ "script": script, "args": [given] }),
        )?;
        if let Some(id) = value.get(ELEMENT) {
            return Ok(json!({ "result": { "sharedId": id } }));
        }
        Ok(match value.get("wrong") {
            Some(wrong) => json!({ "exceptionDetails": { "text": wrong } }),
            None => json!({ "result": { "value": value } }),
        })
    }

    fn devtools(&self, command: &str, params: &Value) -> Result<Value> {
        let command = json!({ "cmd": command, "params": params });
        self.post("goog/cdp/execute", &command)
    }

    fn post(&self, what: &str, body: &Value) -> Result<Value> {
        let path = format!("{}/{what}", self.session);
        let answer = http::post_json(self.server, &path, &body.to_string())?;
        let mut answer: Value = serde_json::from_slice(&answer.body)?;
        if let Some(error) = answer["value"]["error"].as_str() {
            bail!("{what}: {error}: {}", answer["value"]["message"]);
        }
        Ok(answer["value"].take())
    }
}

/// From BiDi's references to WebDriver's.
fn name_elements(value: &mut Value) {
    match value {
        Value::Object(map) => {
            if let Some(id) = map.remove("sharedId") {
                map.insert(ELEMENT.to_owned(), id);
            }
            // An origin is the element itself here.
            if let Some(origin) = map.get_mut("origin").filter(|one| one["type"] == "element") {
                *origin = origin["element"].take();
            }
            map.values_mut().for_each(name_elements);
        }
        Value::Array(list) => list.iter_mut().for_each(name_elements),
        _ => {}
    }
}
