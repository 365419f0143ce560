//! Through a SOCKS proxy, as Tor is one: the proxy gets the name, and nothing goes around it.

use std::{
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    thread::JoinHandle,
};

use belfry_courier::client::{As, Client};

use crate::{
    channel::Channel,
    courier::Courier,
    site::{Site, answer},
};

/// Takes one connection (RFC 1928, no authentication), leads it to `target`, gives the name asked for.
fn proxy_once(listener: TcpListener, target: String) -> JoinHandle<String> {
    std::thread::spawn(move || {
        let (mut client, _) = listener.accept().unwrap();
        let mut greeting = [0; 2];
        client.read_exact(&mut greeting).unwrap();
        assert_eq!(greeting[0], 5);
        client.read_exact(&mut vec![0; greeting[1].into()]).unwrap();
        client.write_all(&[5, 0]).unwrap();
        let mut request = [0; 5];
        client.read_exact(&mut request).unwrap();
        assert_eq!(
            request[..4],
            [5, 1, 0, 3],
            "a connection to a name, not to an address"
        );
        let mut name = vec![0; usize::from(request[4]) + 2];
        client.read_exact(&mut name).unwrap();
        name.truncate(name.len() - 2);
        client.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).unwrap();
        lead(client, TcpStream::connect(target).unwrap());
        String::from_utf8(name).unwrap()
    })
}

fn lead(client: TcpStream, server: TcpStream) {
    let (mut from, mut to) = (client.try_clone().unwrap(), server.try_clone().unwrap());
    let there = std::thread::spawn(move || std::io::copy(&mut from, &mut to));
    let (mut from, mut to) = (server, client);
    // The server closes first, which ends both directions.
    let _ = std::io::copy(&mut from, &mut to);
    let _ = to.shutdown(std::net::Shutdown::Both);
    let _ = there.join().unwrap();
}

#[test]
fn an_onion_name_goes_to_the_proxy_and_is_never_looked_up_here() {
    let site = Site::empty();
    site.raw("/v1/board/head", &answer(200, b"through the proxy"));
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut courier = Courier::new(&Channel::new(0x40), &site.address());
    courier.config.server = "http://abcdefghijklmnop.onion".to_owned();
    courier.config.socks5 = Some(listener.local_addr().unwrap());
    let proxy = proxy_once(listener, site.address().replace("http://", ""));
    let client = Client::new(&courier.config).unwrap();
    let got = client.get(As::Visitor, "/v1/board/head", 100).unwrap();
    assert_eq!(got, b"through the proxy");
    assert_eq!(proxy.join().unwrap(), "abcdefghijklmnop.onion");
}
