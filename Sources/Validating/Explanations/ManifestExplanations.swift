import BuildModel

extension Explanations {
    /// What reading and planning a project says.
    static let manifests: [RuleDescription] = [
        RuleDescription(
            "manifest-missing", .error, "no manifest was found",
            """
            fclayer looks for `fclayer.yaml`, `s.yaml`, `s.yml`, `template.yml` and `template.yaml` in the folder, or
            takes the file that `--project` names.

            Wrong: `fclayer build` in a folder without one of them

            Right: `fclayer build --project path/to/s.yaml`
            """),
        RuleDescription(
            "manifest-unreadable", .error, "the manifest cannot be read",
            """
            The file is there and the system does not let fclayer read it, or it is no plain file.

            Right: `chmod u+r s.yaml`
            """),
        RuleDescription(
            "manifest-encoding", .error, "the manifest is not UTF-8",
            """
            Manifests are UTF-8. Editors on Windows may save UTF-16 or GBK.

            Wrong: `s.yaml` saved as "Unicode" (UTF-16)

            Right: the same file saved as UTF-8
            """),
        RuleDescription(
            "manifest-too-large", .error, "the manifest is larger than any manifest is",
            """
            A manifest is read into memory as a whole; one above the stated bound is most likely another file.
            """),
        RuleDescription(
            "manifest-syntax", .error, "the manifest is not YAML",
            """
            The parser names the line and column where it lost the thread: most often a tab, a missing space after `:`,
            or indentation that matches nothing.

            Wrong: `handler:index.handler`

            Right: `handler: index.handler`
            """),
        RuleDescription(
            "manifest-unknown", .error, "the manifest is of no kind that fclayer knows",
            """
            The kind shows by the keys at the top: `resources` (Serverless Devs 3), `services` (Serverless Devs 1),
            `Resources` with `ROSTemplateFormatVersion` (Funcraft), `functions` (fclayer).
            """),
        RuleDescription(
            "manifest-ignored", .warning, "one of two manifests is not read",
            """
            A folder that has several manifests is read by the first of `fclayer.yaml`, `s.yaml`, `template.yml`; an
            `fclayer.yaml` beside an `s.yaml` adds options and does not describe functions of its own.
            """),
        RuleDescription(
            "template-unrendered", .error, "the manifest is a template that was not filled in",
            """
            `{{ name }}` and `{% if %}` are places that `s init` fills in; before that the file is not YAML.

            Wrong: `region: {{ region }}`

            Right: `region: cn-hangzhou`, or the project made with `s init`
            """),
        RuleDescription(
            "unknown-key", .error, "a key of fclayer's own is not known",
            """
            Keys of the platform's schema pass through untouched; those of `fclayer.yaml` and `layer.yaml` are
            fclayer's, and a misspelt one would silently do nothing.

            Wrong: `layer.yaml` with `runtime: [python3.10]`

            Right: `runtimes: [python3.10]`
            """),
        RuleDescription(
            "unsupported-key", .error, "a key is known and not built by this version",
            """
            The key belongs to an ecosystem that this version of fclayer does not build. It is refused because a package
            without what it asks for would not run.
            """),
        RuleDescription(
            "duplicate-key", .error, "a key stands twice in one mapping",
            """
            YAML does not allow it, and tools take one or the other: which one is a matter of luck.

            Wrong: two `handler:` in one function

            Right: one of them
            """),
        RuleDescription(
            "value-type", .error, "a value is of the wrong kind",
            """
            For example a list where text belongs, or text where a number belongs.

            Wrong: `layers: data-deps`

            Right: `layers: [data-deps]`
            """),
        RuleDescription(
            "unknown-variable", .error, "a variable refers to nothing",
            """
            `${vars.x}`, `${resources.a.props.y}` and `${this.props.z}` must name something that the manifest has.

            Wrong: `region: ${vars.regoin}`

            Right: `region: ${vars.region}`
            """),
        RuleDescription(
            "variable-unresolved", .error, "the value of a variable is needed and not known here",
            """
            `${env('X')}` without a default, `${config('AccountID')}` and outputs of other resources are known at
            deployment only. Where fclayer must know the value (the code folder, the runtime) it cannot go on.

            Right: `${env('CODE_DIR', './code')}`, or the variable set in the environment
            """),
        RuleDescription(
            "variable-cycle", .error, "variables refer to each other in a circle",
            """
            The message shows the way round.

            Wrong: `vars: { a: "${vars.b}", b: "${vars.a}" }`

            Right: one of them written out
            """),
        RuleDescription(
            "unknown-template", .error, "`extend` names a template that is not there",
            """
            `extend: { name: base }` takes the mapping `template.base` of the same manifest.

            Wrong: `extend: { name: bas }`

            Right: `extend: { name: base }`
            """),
        RuleDescription(
            "component-unknown", .note, "a resource is not a function of Function Compute",
            """
            Resources of other components (OSS buckets, domains, websites) are written to `out/s.yaml` as they are and
            not built.
            """),
        RuleDescription(
            "unknown-function", .error, "fclayer.yaml names a function that the manifest beside it does not have",
            """
            An `fclayer.yaml` beside an `s.yaml` adds build options to functions by their name or key.

            Wrong: `functions: { ingst: { dependencies: layer } }`

            Right: `functions: { ingest: { dependencies: layer } }`
            """),
        RuleDescription(
            "unknown-layer", .error, "a function names a layer that is not there",
            """
            A layer is the name of a folder in `layers/` with a `layer.yaml`, or an ARN.

            Wrong: `layers: [data-dep]` beside `layers/data-deps/`

            Right: `layers: [data-deps]`
            """),
        RuleDescription(
            "unknown-name", .error, "no package of that name is in the project",
            """
            `fclayer build NAME` takes names of functions (`functionName` or the resource's key) and of layers. The
            message lists them.
            """),
        RuleDescription(
            "runtime-missing", .error, "a function has no runtime",
            """
            Everything that is built depends on the runtime: interpreter, glibc, search paths.

            Right: `runtime: python3.10`; `fclayer runtimes` lists all
            """),
        RuleDescription(
            "handler-missing", .error, "a function has no handler",
            """
            Built-in runtimes need one: `Handler is required but not provided`. Custom runtimes do not use it.

            Right: `handler: index.handler`

            Source: D/078
            """),
        RuleDescription(
            "code-dir-missing", .error, "the code folder does not exist",
            """
            The path is taken from the manifest's folder, not from the folder in which fclayer is started.

            Wrong: `code: ./scr`

            Right: `code: ./src`

            Source: funcraft#245
            """),
        RuleDescription(
            "duplicate-function", .error, "two functions have one name",
            """
            Names are unique in a region (in FC 2: in a service); the second deployment would overwrite the first.

            Wrong: two resources with `functionName: ingest`

            Right: two names
            """),
        RuleDescription(
            "duplicate-layer", .error, "two layers have one name",
            """
            Each package has a zip of its own below `.fclayer/out/layers/`; `dependencies: layer` makes one named
            `<function>-deps`.

            Right: the folder in `layers/` renamed
            """),
        RuleDescription(
            "function-name", .error, "the platform does not take the function's name",
            """
            1 to 64 letters, digits, `_` and `-`, not beginning with a digit or `-`.

            Wrong: `functionName: 2nd.report`

            Right: `functionName: report-2`

            Source: SDK3
            """),
        RuleDescription(
            "layer-name", .error, "the platform does not take the layer's name",
            """
            The folder names the layer: at most 128 letters, digits, `_`, `-` and `.`.

            Source: SDK2
            """),
        RuleDescription(
            "layer-runtime", .error, "a layer's first runtime has no Python, and it wants Python packages",
            """
            The first of `runtimes` decides interpreter and platform of `python:`.

            Wrong: `runtimes: [nodejs20]` with `python: requirements.txt`

            Right: `runtimes: [python3.10]`
            """),
        RuleDescription(
            "layer-empty", .error, "nothing would be in a layer",
            """
            A `layer.yaml` with neither dependencies nor `files:` makes an empty zip, which the platform refuses.
            """),
        RuleDescription(
            "path-outside-project", .error, "a path leaves the project",
            """
            What goes into a package must lie below the project's folder, so that the build is the same for everybody
            who has the project.

            Wrong: `files: [{ from: ../../shared }]`

            Right: the files copied or linked into the project
            """),
        RuleDescription(
            "file-missing", .error, "a file that the manifest names does not exist",
            """
            Paths are taken from the folder of the manifest that names them.
            """),
        RuleDescription(
            "project-empty", .error, "there is nothing to build",
            """
            The manifest describes no function that fclayer builds, and there is no folder in `layers/`.
            """),
        RuleDescription(
            "more-findings", .note, "there are more findings than are shown",
            """
            A manifest with very many problems usually has one cause; the first ones show it.
            """),
        RuleDescription(
            "extend-cycle", .error, "`extend` of manifests goes in a circle",
            """
            A manifest that extends another one must not come back to itself.

            Wrong: `s.yaml` with `extend: base.yaml`, and `base.yaml` with `extend: s.yaml`

            Right: one of the two without `extend`
            """),
        RuleDescription(
            "layer-file-name", .warning, "a layer's file has another name than fclayer reads",
            """
            A folder in `layers/` is a layer by its `layer.yaml`.

            Wrong: `layers/deps/layer.yml`

            Right: `layers/deps/layer.yaml`
            """),
    ]
}
