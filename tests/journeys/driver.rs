//! The browser driver and the proxy themselves, over a page of a few lines.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener};
use std::thread;

use anyhow::Result;
use belfry_tests::browser::{Browser, Kind, Options, PATIENCE};
use belfry_tests::proxy::{Fate, Proxy};
use serde_json::json;

const PAGE: &str = "<!doctype html><html lang=en><title>t</title><style>p{color:black}
@media(prefers-color-scheme:dark){p{color:white}}</style>
<p id=mode>text</p><div style='height:2000px'></div><input id=field><button id=press>Press</button>
<script>press.onclick = () => { mode.textContent = 'got ' + field.value + ' ' + window.isSecureContext; };
field.onpaste = (e) => { window.pasted = e.clipboardData.getData('text/plain'); };
setTimeout(() => { window.late = true; }, 30000);</script>";

/// A server of one page, for this file only.
fn serve() -> Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            thread::spawn(move || {
                let lines = BufReader::new(stream.try_clone().unwrap()).lines();
                for line in lines.map_while(Result::ok) {
                    if line.is_empty() {
                        let length = PAGE.len();
                        let head = format!(
                            "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: {length}"
                        );
                        let _ = stream.write_all(format!("{head}\r\n\r\n{PAGE}").as_bytes());
                    }
                }
            });
        }
    });
    Ok(address)
}

#[test]
fn clicks_keys_pastes_and_colours_reach_the_page_in_both_browsers() -> Result<()> {
    let proxy = Proxy::start(serve()?)?;
    let url = format!("http://belfry.test:{}/", proxy.address().port());
    for kind in Kind::ALL {
        let options = Options {
            dark: true,
            ..Options::default().hurried(60)
        };
        let mut browser = Browser::launch(kind, &options)?;
        browser.open(&url)?;
        browser.fill("#field", "één ĳsje\tx")?;
        browser.click("#press")?;
        assert_eq!(browser.text("#mode")?, "got één ĳsje false", "{kind:?}");
        assert_eq!(
            browser.eval("getComputedStyle(mode).color")?,
            json!("rgb(255, 255, 255)"),
            "{kind:?}"
        );
        browser.paste("#field", "twelve words")?;
        assert_eq!(
            browser.eval("window.pasted")?,
            json!("twelve words"),
            "{kind:?}"
        );
        browser.wait_for("window.late", PATIENCE / 6)?;
        browser.viewport(320, 256, 4.0)?;
        assert_eq!(
            browser.eval("[innerWidth, devicePixelRatio]")?,
            json!([320, 4]),
            "{kind:?}"
        );
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("page.png");
        browser.screenshot(&file)?;
        assert!(std::fs::metadata(&file)?.len() > 1000);
        assert!(browser.memory() > 50 << 20, "{} bytes", browser.memory());
        assert!(
            proxy
                .forget()
                .iter()
                .any(|seen| seen.kind() == "GET /" && seen.status == 200)
        );
        proxy.rule(|_, _| Fate::Refuse);
        assert!(browser.open(&url).is_err(), "{kind:?}");
        assert!(browser.run("throw new Error('x')", &[]).is_err());
        proxy.pass_all();
    }
    Ok(())
}
