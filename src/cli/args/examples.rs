//! What stands below the options in the help: examples, exit codes, formats.

// Lines of examples stay below 80 characters; longer ones are paragraphs, which the help wraps.

pub(super) const AFTER_SPOTIFY: &str = "\
Examples:
  glasscrate spotify login
  glasscrate --history spotify:
  glasscrate spotify playlist 'Found by counting' --history spotify:top
  glasscrate spotify disconnect

Nothing that Spotify gives is written to disk: plays and names are held in memory, and only the sign-in is kept, in the system's keyring \
or, where there is none, in a file that only you can read. `glasscrate policy` tells what its terms allow.";

pub(super) const AFTER_LOGIN: &str = "\
Spotify lets each person use its Web API through an app of their own: make one in its dashboard \
(https://developer.spotify.com/dashboard; the owner's account needs Premium), tick Web API, enter the redirect URI \
http://127.0.0.1/callback, and add yourself under User Management. Its client id is asked for once.

Examples:
  glasscrate spotify login
  glasscrate spotify login --for liked --for playlist
  glasscrate spotify login --paste

The folder $XDG_CONFIG_HOME/glasscrate may hold a file spotify.toml with client_id, port (where the redirect names one) and \
store (\"auto\", \"keyring\", \"file\" or \"none\"). Variables go before it: GLASSCRATE_SPOTIFY_CLIENT_ID, _PORT, _STORE; GLASSCRATE_SPOTIFY_API and \
_ACCOUNTS name other addresses of the same shape, https or on this machine.";

pub(super) const AFTER_WRITE_BACK: &str = "\
What is to be sent is shown, and sent only after a yes. Tracks that the pack knows by name are looked up at Spotify first, one \
request each; what is not found is told and left out. A playlist is private, and its description names what it rests on.

Examples:
  glasscrate spotify playlist 'Found by counting' --history my_spotify_data.zip
  glasscrate spotify queue --history spotify: -n 5
  glasscrate spotify open Portishead - Roads";

pub(super) const AFTER_POLICY: &str = "\
Examples:
  glasscrate policy
  glasscrate policy agree analysis
  glasscrate policy withdraw analysis";

/// Of the program.
pub(super) const AFTER: &str = "\
Examples:
  glasscrate                                  the interface, with a sample history
  glasscrate --history ~/my_spotify_data.zip  the interface, on your own listens
  glasscrate recommend --history listens.csv  a list
  glasscrate explain Portishead - Roads       why this track, or why not

Exit codes:
  0  done
  1  could not be done: a file, a pack or a track is missing or damaged
  2  wrong use: of an option, or a question with several answers
  3  refused by the terms of a source or a pack, or not agreed to yet";

pub(super) const AFTER_RECOMMEND: &str = "\
Examples:
  glasscrate recommend
  glasscrate recommend --history my_spotify_data.zip --history more.csv -n 50
  glasscrate recommend --set popularity=-0.5 --set tags=0
  glasscrate recommend --history listens.csv --format json > list.json
  glasscrate recommend --trace monday.json
  glasscrate recommend --compare monday.json
  glasscrate recommend --batch people.jsonl > lists.jsonl

In JSON every score is an integer, the sum of its points; divide by `scale` to get the number that the table shows.

Lines of a batch:
  {\"id\":1,\"history\":[{\"artist\":\"…\",\"title\":\"…\"},…]}
  newest first; each may have \"played_at\" (RFC 3339, UNIX seconds) and \"plays\"
Their answers, in the same order:
  {\"id\":1,\"recommendations\":[{\"artist\":\"…\",\"title\":\"…\",\"score\":55200},…]}
  {\"id\":2,\"error\":\"line 2: …\"}";

pub(super) const AFTER_EXPLAIN: &str = "\
Examples:
  glasscrate explain Portishead - Roads
  glasscrate explain roads
  glasscrate explain --depth arithmetic Portishead - Roads
  glasscrate explain --take-away Massive Attack - Angel
  glasscrate explain --lists=5 roads
  glasscrate explain --history listens.csv --format json Portishead - Roads";

pub(super) const AFTER_REPLAY: &str = "\
The pack is opened, seeds and settings are rebuilt from the document, and the whole of it is computed and written a second time; \
then the two are compared value by value. Ends with 0 only if every one agrees; otherwise the first twenty are told, each with its \
place, what is written and what was computed. docs/trace.md describes the document.

Examples:
  glasscrate recommend --trace monday.json
  glasscrate replay monday.json
  glasscrate replay --pack lists.pack --format json theirs.json";

pub(super) const AFTER_BELIEFS: &str = "\
Examples:
  glasscrate beliefs
  glasscrate beliefs --by artists --history my_spotify_data.zip
  glasscrate beliefs --by hours --without-hours 0..5
  glasscrate beliefs --by tags --behind trip-hop

Every number is a sum of seed weights; one fresh play of one track weighs 1.0. Whatever is believed can be set aside: see the \
options of `glasscrate recommend`, and `glasscrate choices` to keep it so.";

pub(super) const AFTER_CHOICES: &str = "\
Examples:
  glasscrate choices
  glasscrate choices add --block-artist 'Robbie Williams'
  glasscrate choices add --without-period 2025-12 --until 2027-01-31
  glasscrate choices list --history my_spotify_data.zip
  glasscrate choices remove 2

Kept choices hold for every command that ranks one history, but not for `--batch`; options go before them, and --no-choices \
leaves them out. They stand in one file that you may edit; what is not understood in it stays as it is.";

pub(super) const AFTER_HISTORY: &str = "\
Examples:
  glasscrate history
  glasscrate history ~/my_spotify_data.zip
  glasscrate history --all --format plain listens.csv | grep 'another version'";

pub(super) const AFTER_PACK: &str = "\
Examples:
  glasscrate pack info
  glasscrate pack search fela kuti
  glasscrate pack list 17
  glasscrate pack build --from csv lists.csv.gz --out lists.pack
  glasscrate pack verify lists.pack";

pub(super) const AFTER_BUILD: &str = "\
A table has the columns list_id, artist and title, and may have list_name, date, position, isrc, mbid, uri, year and tags; \
rows with one list_id are one list. A playlist file is one list. The same files give the same pack, byte for byte.

The Million Playlist Dataset is yours to bring. A pack made from it is for research and non-commercial use and not to be \
redistributed: see the terms you accepted for the data set.

Examples:
  glasscrate pack build --from csv a.csv b.csv.zst --out lists.pack \\
      --name 'my lists' --licence CC0-1.0
  glasscrate pack build --from playlists ~/Music/Playlists --out mine.pack
  glasscrate pack build --from mpd mpd/data --out mpd.pack";

pub(super) const AFTER_EVALUATE: &str = "\
Examples:
  glasscrate evaluate split --from csv lists.csv.gz
  glasscrate evaluate ablation --from csv lists.csv.gz --format json
  glasscrate evaluate split --from csv lists.csv.gz --order seed --only together
  glasscrate evaluate explanations --from csv lists.csv.gz
  glasscrate evaluate generate --playlists 100000 --out made-up
  glasscrate evaluate challenge --challenge challenge_set.json --check submission.csv.gz";

pub(super) const AFTER_SPLIT: &str = "\
A pack is made of the first part of the lists. Of each list of the last part, the first half is the history and the second \
half is to be found, tracks that the first part does not know included: those are missed, whatever the ranking. Lists with \
fewer than two known tracks are left out. Everything is counted in the answer. Tune on such a split of the older lists only, \
never on the part that you report.

Example:
  glasscrate evaluate split --from csv lists.csv.gz --test 0.1 --set popularity=0";

pub(super) const AFTER_GENERATE: &str = "\
For measuring at full scale without the data set: lengths, tracks, artists and popularity are as published, lists of one scene \
share tracks and words of their names, and no name is of anything real. The same number and seed give the same bytes. A million \
playlists are 33 GB of slices.

Examples:
  glasscrate evaluate generate --playlists 100000 --out made-up
  glasscrate evaluate generate --playlists 5000 --form csv --out made-up.csv
  glasscrate pack build --from mpd made-up --out made-up.pack";

pub(super) const AFTER_EXPLANATIONS: &str = "\
For the halves of held-out lists, as `split` makes them: do the contributions of every listed track sum to its score; does the \
first track lose exactly what its strongest seed had given it when that seed is set aside; and how much of its points and of its \
rank is kept without the k seeds that give it most, or with those alone, beside k seeds at random. docs/quality.md has the measures.

Example:
  glasscrate evaluate explanations --from csv lists.csv.gz --sample 500";

pub(super) const AFTER_CHALLENGE: &str = "\
Each playlist is answered with 500 tracks, best first, none of its own and none twice, under the data set's URIs; where the \
ranking has fewer, the most popular follow. What was written is checked as the organisers check it. `--check` does only that, and \
ends with 1 where they would reject it.

With the whole playlists (`--truth`) the three official measures are taken, for each kind of playlist.

Examples:
  glasscrate evaluate challenge --challenge challenge_set.json --pack mpd.pack \\
      --out submission.csv.gz --team 'my team' --email me@example.org
  glasscrate evaluate challenge --challenge challenge_set.json --check submission.csv.gz
  glasscrate evaluate generate --playlists 10000 --challenge 100 --out made-up
  glasscrate evaluate challenge --challenge made-up/challenge_set.json --from mpd made-up \\
      --truth made-up/challenge_truth.json --out s.csv --team t --email me@example.org";
