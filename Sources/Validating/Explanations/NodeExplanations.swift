import BuildModel

extension Explanations {
    /// What packing packages of npm says.
    static let npm: [RuleDescription] = [
        RuleDescription(
            "npm-manifest-missing", .error, "`node` speaks of a folder without `package.json` and without a lock",
            """
            A function's or layer's `node` names `package-lock.json`, `npm-shrinkwrap.json`, `package.json` or their folder.

            Right: `node: package-lock.json`
            """),
        RuleDescription(
            "npm-manifest-unreadable", .error, "a `package.json` is missing or is not JSON",
            """
            npm takes strict JSON: no comments, no commas at the end of lists.
            """),
        RuleDescription(
            "npm-lock-other", .error, "packages are locked by another tool than npm",
            """
            fclayer installs from npm's `package-lock.json` and `npm-shrinkwrap.json` (versions 2 and 3). npm takes the versions
            of a `yarn.lock` over when it makes its own lock. Packages that stand in `node_modules` already are packed as they
            are where there is no lock of npm.

            Right: `npm install --package-lock-only`, then commit `package-lock.json`
            """),
        RuleDescription(
            "npm-missing", .error, "there is no lock, and no npm to make one",
            """
            With a lock no npm is needed. Without one `npm install --package-lock-only` is run once, in a copy of
            `package.json`.
            """),
        RuleDescription(
            "npm-failed", .error, "npm cannot make a lock",
            """
            The message is npm's own. Nothing was written.
            """),
        RuleDescription(
            "npm-git-dependency", .error, "a package comes from a git repository",
            """
            Such a package has no digest in the lock, and installing it runs its build on the machine that packs.

            Wrong: `"left-pad": "github:user/left-pad"`

            Right: `npm pack` in a checkout, then `"left-pad": "file:vendor/left-pad-1.3.0.tgz"`
            """),
        RuleDescription(
            "npm-package-platform", .error, "a required package is for another platform",
            """
            Its `os`, `cpu` or `libc` leaves out Linux on x86-64 with glibc, on which functions run. Optional packages of
            other platforms are left out without a word, as npm does.

            Right: `npm install @img/sharp-linux-x64` in the place of `@img/sharp-darwin-arm64`
            """),
        RuleDescription(
            "npm-package-missing", .error, "the registry or the disk does not have a package that the lock names",
            """
            The address is the one in the lock; the registry of `.npmrc` stands in for npm's own, as
            `replace-registry-host` says.
            """),
        RuleDescription(
            "npm-registry-failed", .error, "the registry cannot be reached or refuses",
            """
            Registries and credentials come from `.npmrc` in the folder of `package.json`, from the user's, and from variables
            `npm_config_…`: `registry=`, `@scope:registry=`, `//host/path/:_authToken=`, `_auth`, `username` with `_password`;
            `${NAME}` in them is a variable.
            """),
        RuleDescription(
            "npm-package-damaged", .error, "the tarball of a package cannot be used",
            """
            It is damaged, or does what no package does: names that leave its folder, absolute names, devices, or contents that
            are made to fill the disk.
            """),
        RuleDescription(
            "npm-install-scripts", .error, "packages have install scripts, and nobody has decided about them",
            """
            `preinstall`, `install` and `postinstall`, and `binding.gyp` without them, run any program on the machine that packs.
            They are not run unless the manifest names the package. Most only print, or fetch what an optional package for the
            platform brings as well; such packages are packed as `npm ci --ignore-scripts` installs them. Without scripts at all:
            `ignore-scripts=true` in the project's `.npmrc`; then this is a note.

            Wrong: a package with a script, and a manifest that does not name it
            Right: `node: {scripts: {skip: [core-js]}}`, or `node: {scripts: {allow: [bcrypt]}}`, in the function's entry in
            `fclayer.yaml` or in `layer.yaml`
            """),
        RuleDescription(
            "npm-scripts-unknown", .error, "`scripts` names a package that the lock does not have",
            """
            `allow` and `skip` take names of packages as `package-lock.json` has them, without versions.
            """),
        RuleDescription(
            "npm-scripts-unused", .warning, "`scripts` names a package that has no install scripts",
            """
            It had some in another version, or it is not packed: it is for development or for another platform.
            """),
        RuleDescription(
            "npm-script-failed", .error, "an install script failed or did not end",
            """
            The words are the script's own. Scripts have no network, see neither the user's folders nor variables, and write to
            their package's folder and `/tmp` only. What they compile is compiled for the runtime's Debian release where fclayer
            has compilers for it, else for this machine; node-gyp needs make, Python 3 and the headers of Node.js in the folder of
            Node.js (Debian's `libnode-dev`).

            Right: a release of the package that brings its binary, `scripts: {skip: […]}` where it works without, or
            `build: {command: […], output: dist}` where `npm ci` may do all of it
            """),
        RuleDescription(
            "npm-scripts-host", .error, "install scripts cannot be run on this machine",
            """
            They run where functions run only: on Linux on x86-64, by the runtime's version of Node.js, in a sandbox of
            bubblewrap (`bwrap`). The message says what is missing.
            """),
        RuleDescription(
            "npm-integrity-missing", .warning, "the lock does not say what the bytes of a package are",
            """
            Without `integrity` nobody can tell whether the registry sends what it sent when the lock was made.
            """),
    ]
}
