// A function for HTTP triggers: the platform starts the program and sends it requests.
package main

import (
	_ "embed"
	"encoding/json"
	"log"
	"net/http"
	"os"
)

//go:embed greetings.json
var greetings []byte

func main() {
	var words map[string]string
	if err := json.Unmarshal(greetings, &words); err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		word, ok := words[r.URL.Query().Get("language")]
		if !ok {
			word = words["en"]
		}
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(map[string]string{"greeting": word, "request": r.Header.Get("X-Fc-Request-Id")})
	})
	port := os.Getenv("FC_SERVER_PORT")
	if port == "" {
		port = "9000"
	}
	// All interfaces: the platform does not reach 127.0.0.1.
	log.Fatal(http.ListenAndServe(":"+port, nil))
}
