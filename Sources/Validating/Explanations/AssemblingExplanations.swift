import BuildModel

extension Explanations {
    /// What packing and writing the results says.
    static let assembling: [RuleDescription] = [
        RuleDescription(
            "path-collision", .error, "two parts of a package bring different bytes for one path",
            """
            Which one wins would be chance, and one of the two would break. The message names both.

            Wrong: two distributions that both bring a top-level `tests/`

            Right: one of them left out, or `exclude:` for the path
            """),
        RuleDescription(
            "case-collision", .error, "two paths differ only by case",
            """
            They are two files in the cloud and one on macOS and Windows: packages would differ by the machine.

            Wrong: `Config.py` and `config.py`

            Right: one of them renamed
            """),
        RuleDescription(
            "file-too-large", .error, "a file is larger than a package may be",
            """
            It could not be uploaded anyway, so it is not compressed first.

            Right: a line in `.fcignore`; large data belongs into OSS or NAS
            """),
        RuleDescription(
            "file-name", .error, "a file's name cannot be in a package",
            """
            Backslashes, control characters and parts `..` are refused.

            Right: the file renamed
            """),
        RuleDescription(
            "file-name-encoding", .error, "a file's name is not UTF-8",
            """
            Names in packages are UTF-8; others would be unpacked under another name.

            Right: `convmv -f gbk -t utf8 --notest -r folder`

            Source: D/FAQ 076
            """),
        RuleDescription(
            "file-unreadable", .error, "a file cannot be read",
            """
            The message has the path and the system's words.

            Right: its rights changed, or a line in `.fcignore`
            """),
        RuleDescription(
            "file-changed", .error, "a file changed while it was packed",
            """
            Half of the old and half of the new version would be in the package.

            Right: another build, when nothing writes into the folder
            """),
        RuleDescription(
            "disk-full", .error, "the disk is full",
            """
            The last good packages are untouched.

            Right: space on the disk of `.fclayer` and of the store (`FCLAYER_CACHE`)
            """),
        RuleDescription(
            "output-unwritable", .error, "results cannot be written",
            """
            `.fclayer/` beside the manifest must be a folder that can be written.
            """),
        RuleDescription(
            "output-locked", .error, "another fclayer is building this project",
            """
            Two builds at once would overwrite each other's results.

            Right: waiting for the other one
            """),
        RuleDescription(
            "not-built", .error, "a package is not there, or was changed since it was built",
            """
            `fclayer validate` looks at the packages in `.fclayer/out`.

            Right: `fclayer build`
            """),
        RuleDescription(
            "region-unknown", .warning, "no manifest names the region",
            """
            `out/s.yaml` needs one.

            Right: `upload: { region: cn-hangzhou }` in `fclayer.yaml`
            """),
        RuleDescription(
            "relative-variable", .note, "a variable is a relative path and is used beside code",
            """
            In `.fclayer/out/s.yaml` relative paths start from that folder.
            """),
        RuleDescription(
            "pre-freeze-dropped", .warning, "preFreeze is not in the deployable manifest",
            """
            `out/s.yaml` deploys to FC 3, which has no such hook.

            Right: its work done at the end of each call
            """),
        RuleDescription(
            "http-handler-changes", .warning, "an FC 2 HTTP function is called in another way by FC 3",
            """
            `out/s.yaml` deploys to FC 3, where the handler gets `(event, context)` and answers `{statusCode, headers,
            body}`.

            Source: D/055
            """),
        RuleDescription(
            "property-not-carried-over", .warning, "a property is not in the deployable manifest",
            """
            The message names it and why it has no place in `out/s.yaml`.
            """),
        RuleDescription(
            "layer-not-on-path", .warning, "a variable of the user's hides what a layer holds",
            """
            Custom runtimes find in layers only what `PATH`, `PYTHONPATH`, `LD_LIBRARY_PATH` and `NODE_PATH` name; a
            variable that the manifest sets replaces the one that fclayer would write.

            Wrong: `PYTHONPATH: /code` with a layer that holds `python/`

            Right: `PYTHONPATH: /code:/opt/python`

            Source: D/062
            """),
        RuleDescription(
            "environment-not-written", .warning, "the environment that layers need could not be written",
            """
            `environmentVariables` is not a mapping in the manifest (for example a variable as a whole), so nothing can
            be added to it.
            """),
        RuleDescription(
            "internal", .error, "fclayer made a mistake",
            """
            The message says what was not expected. It is worth a report, with the manifest.
            """),
    ]
}
