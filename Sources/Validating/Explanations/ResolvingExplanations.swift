import BuildModel

extension Explanations {
    /// What resolving and fetching dependencies says.
    static let resolving: [RuleDescription] = [
        RuleDescription(
            "no-resolver", .error, "neither uv nor pip was found",
            """
            A loose `requirements.txt` is resolved by `uv` if it is there, else by `pip`. With a lock neither is needed.

            Right: `pip install uv`, or `apt-get install python3-pip`
            """),
        RuleDescription(
            "resolver-failed", .error, "uv or pip failed in a way that has no rule of its own",
            """
            The message carries the tool's own last words.
            """),
        RuleDescription(
            "other-version-locked", .note, "another version was locked because the newest one has no fitting wheel",
            """
            The newest version has wheels, but all of them need a newer system than the runtime's, and packages that ship
            wheels are rarely built from source with a compiler alone. The newest version with a fitting wheel was locked.

            Right: leave it so, or build the newest from source: `--no-binary NAME` in the requirements file
            """),
        RuleDescription(
            "requirement-missing", .error, "a requirement does not exist",
            """
            The index has no project of that name, or a local path is not there.

            Wrong: `reqests==2.31.0`

            Right: `requests==2.31.0`
            """),
        RuleDescription(
            "requirement-conflict", .error, "requirements contradict each other",
            """
            No set of versions satisfies all of them; the message has the resolver's explanation.

            Wrong: `urllib3==2.2.0` with `botocore==1.29.0`, which wants `urllib3<1.27`

            Right: one of the pins loosened
            """),
        RuleDescription(
            "requirement-unfit", .error, "no version of a requirement fits the target",
            """
            Every version needs another Python, or has no file for the target's platform. The target is the runtime's
            Python on Linux x86-64, not this machine's.

            Right: another version, another runtime, or a source distribution that can be built
            """),
        RuleDescription(
            "requirement-syntax", .error, "a requirement is not written as PEP 508 wants it",
            """
            Wrong: `requests = 2.31`

            Right: `requests==2.31.*`
            """),
        RuleDescription(
            "requirements-cycle", .error, "requirements files include each other in a circle",
            """
            `-r` and `-c` may be nested, but not in a circle.
            """),
        RuleDescription(
            "requirements-unreadable", .error, "a requirements file cannot be read",
            """
            It does not exist, may not be read, or is not UTF-8 (Windows PowerShell's `pip freeze > requirements.txt`
            writes UTF-16).

            Right: `pip freeze | Out-File -Encoding utf8 requirements.txt`
            """),
        RuleDescription(
            "requirements-option-unknown", .error, "a requirements file has an option that pip does not have",
            """
            Wrong: `--index https://…`

            Right: `--index-url https://…`
            """),
        RuleDescription(
            "no-fitting-wheel", .error, "a package has no wheel that fits the runtime",
            """
            A wheel's tags name Python, ABI and platform. The message says of each file why it does not fit, for example
            `manylinux_2_34` on Debian 10 (glibc 2.28).

            Right: a version with a fitting wheel, another runtime, or its source distribution built for the target
            """),
        RuleDescription(
            "index-failed", .error, "the package index did not answer as an index does",
            """
            The message has the address (without credentials) and what came back: a status, a time-out, or something
            that is no index page. Downloads are tried again before.

            Right: `--index-url` of a mirror that works; credentials in `~/.netrc` or `UV_INDEX_URL`/`PIP_INDEX_URL`
            """),
        RuleDescription(
            "lock-missing", .error, "the lock is missing",
            """
            With `--locked` (CI) nothing is resolved: the lock must be in the project.

            Right: `fclayer lock`, and the new lock (`pylock.*.toml`, `package-lock.json`, `composer.lock`, `debian.*.lock.json`)
            committed
            """),
        RuleDescription(
            "lock-stale", .error, "the lock does not fit the requirements any more",
            """
            Requirements or the runtime were changed after the lock was written.

            Right: `fclayer lock`, and the changed lock committed
            """),
        RuleDescription(
            "lock-unreadable", .error, "the lock cannot be read",
            """
            It is no lock of the form that its name promises, or was damaged, often by a merge.

            Right: `fclayer lock --upgrade` writes a new one
            """),
        RuleDescription(
            "offline-missing", .error, "something is not in the store, and the network is not to be used",
            """
            With `--offline` everything must have been fetched before.

            Right: `fclayer build` once with network on this machine
            """),
        RuleDescription(
            "hash-mismatch", .error, "a file is not the one that the lock names",
            """
            The bytes of the download have another SHA-256 than the lock or `--hash`. The file was replaced, or
            something on the way changes it. It is not used.

            Right: another index or mirror; if the change is meant, `fclayer lock --upgrade`
            """),
        RuleDescription(
            "wheel-damaged", .error, "a wheel is not whole",
            """
            It is cut off, is no zip, or lacks what every wheel has (PEP 427).

            Right: the file fetched again (`fclayer build` does), or another version
            """),
        RuleDescription(
            "wheel-unsafe-path", .error, "a wheel wants to write outside of its folder",
            """
            An entry is absolute, has `..`, or is no plain file. Such a wheel is refused as a whole: it is broken, or an
            attack.
            """),
        RuleDescription(
            "wheel-duplicate-entry", .error, "a wheel has two entries of one name",
            """
            Installers and readers would see different files. Such a wheel is refused: it is broken, or an attack.
            """),
        RuleDescription(
            "wheel-record-mismatch", .error, "a wheel does not hold what its RECORD says",
            """
            RECORD lists every file with its digest (PEP 376). A file that is not listed, or has other bytes, was
            changed after the wheel was made.
            """),
        RuleDescription(
            "sdist-build-failed", .error, "a source distribution could not be built",
            """
            The message has the compiler's or build backend's last words. What C code needs (headers, a compiler) must
            be on this machine.

            Right: `apt-get install build-essential`, a version with a wheel, or the package left out
            """),
        RuleDescription(
            "sdist-needs-newer-glibc", .error, "a package that was built here needs a newer glibc than the runtime has",
            """
            A build takes the symbol versions of the machine that it runs on, unless a Swift toolchain is installed: then C
            and C++ code is built by its compilers against the libraries of the runtime's own Debian release. What does not
            fit the target is refused, not packed.

            Right: a Swift toolchain on `PATH`, a build on Debian as old as the runtime's, a version with a fitting wheel, or
            a runtime on a newer Debian
            """),
        RuleDescription(
            "sdist-built-for-host", .note, "a package was built with this machine's compiler",
            """
            With the compilers and libraries of the runtime's Debian release it did not build: it may need a library that is
            not among the release's basic ones, or another compiler. What this machine's compiler made was checked and fits.
            """),
        RuleDescription(
            "interpreter-missing", .error, "no Python of the target's version was found to build with",
            """
            A C extension must be built with the runtime's own minor version.

            Right: `uv python install 3.10`, or `pyenv install 3.10`
            """),
        RuleDescription(
            "store-failed", .error, "the store could not be written or read",
            """
            The store is `$FCLAYER_CACHE`, else `$XDG_CACHE_HOME/fclayer`, else `~/.cache/fclayer`.

            Right: `FCLAYER_CACHE` set to a folder that can be written
            """),
        RuleDescription(
            "disk-failed", .error, "the disk did not do its work",
            """
            The message has the system's own words.
            """),
        RuleDescription(
            "tool-failed", .error, "a tool could not be run to its end",
            """
            It was not found, may not be executed, or took longer than its bound. The message has the command line.
            """),
        RuleDescription(
            "no-home", .error, "no place for the store is known",
            """
            Neither `FCLAYER_CACHE` nor `XDG_CACHE_HOME` nor `HOME` is set.

            Right: `FCLAYER_CACHE=/path fclayer build`
            """),
        RuleDescription(
            "cancelled", .error, "the work was stopped",
            """
            Ctrl-C, or a signal. The last good packages are untouched; the next run goes on with what is in the store.
            """),
        RuleDescription(
            "download-failed", .error, "a file could not be fetched",
            """
            The message has the address (without credentials) and what came back. Downloads are tried again before. The
            next run goes on where this one stopped.

            Right: network, proxy (`HTTPS_PROXY`) and credentials (`~/.netrc`) checked; a mirror with `--index-url`
            """),
        RuleDescription(
            "hash-missing", .error, "the lock names a file without a SHA-256",
            """
            What enters the store is checked against the lock; a file without a digest could be any file.

            Right: `fclayer lock --upgrade` writes a lock with digests
            """),
        RuleDescription(
            "lock-ambiguous", .error, "the lock has two versions of a package for one runtime",
            """
            The markers of both are true for the target, so nothing says which one is meant.

            Right: `fclayer lock --upgrade`, or markers that exclude each other
            """),
        RuleDescription(
            "pyproject-unusable", .error, "a pyproject.toml cannot be used",
            """
            It is no TOML, or has no `[project]` with `dependencies` that are written there.

            Wrong: `dynamic = ["dependencies"]`

            Right: `dependencies = ["requests>=2.31"]` in `[project]`
            """),
        RuleDescription(
            "repository-failed", .error, "a repository could not be fetched",
            """
            The message has git's own last words: the address, the rights, or a commit that is not there.
            """),
        RuleDescription(
            "repository-unsupported", .error, "a package comes from a kind of repository that fclayer does not know",
            """
            git is the only kind.

            Right: a wheel or source archive of the package instead
            """),
        RuleDescription(
            "runtime-without-python", .error, "dependencies are to be resolved for a runtime without a Python",
            """
            The runtime decides version and platform.

            Right: a Python runtime, or a custom runtime whose image has a Python
            """),
        RuleDescription(
            "sdist-damaged", .error, "a source distribution cannot be unpacked",
            """
            It is cut off, or no archive of a kind that is known (`.tar.gz`, `.zip`).

            Right: the file fetched again, or another version
            """),
        RuleDescription(
            "sdist-unfit", .error, "a package that was built here does not fit the runtime",
            """
            The wheel that came out is for another Python or platform than the target's.

            Right: an interpreter of the target's version (`uv python install 3.10`), or a version with a fitting wheel
            """),
    ]
}
