#!/bin/sh
# Makes the certificates of these tests anew: an authority that nobody trusts,
# and three servers of it. They last for a hundred years. The keys guard nothing.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
curve="-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
openssl req -x509 $curve -days 36500 -subj "/CN=An authority for tests" \
    -addext "basicConstraints=critical,CA:TRUE" -addext "keyUsage=critical,keyCertSign" \
    -keyout "$work/authority.key" -out authority.pem
server() {
    openssl req $curve -subj "/CN=$1" -keyout "$work/$1.key" -out "$work/$1.csr"
    printf 'subjectAltName=%s\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n' "$2" > "$work/$1.ext"
    openssl x509 -req -in "$work/$1.csr" -CA authority.pem -CAkey "$work/authority.key" \
        -CAcreateserial -CAserial "$work/serial" -days 36500 -extfile "$work/$1.ext" \
        -outform der -out "$1.der"
    openssl pkcs8 -topk8 -nocrypt -in "$work/$1.key" -outform der -out "$1.key.der"
}
server here "DNS:localhost,IP:127.0.0.1"
server elsewhere "DNS:elsewhere.example"
server results "DNS:v26-aiop.aigc-cloud.com"
rm -r "$work"
