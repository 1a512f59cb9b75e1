import BuildModel

extension Explanations {
    /// What packages of Debian in layers and code say.
    static let debianLayers: [RuleDescription] = [
        RuleDescription(
            "debian-list", .error, "a name in a list of Debian packages cannot be one",
            """
            Lists of packages have plain names. Versions, releases and machines are not written there: the release is that of
            the runtime's image, the machine is amd64, and the lock `debian.<runtime>.lock.json` fixes the versions.

            Wrong: `debian: ["libzbar0=0.23.92-7"]`

            Right: `debian: [libzbar0]`
            """),
        RuleDescription(
            "debian-runtime", .error, "Debian packages are asked for where they cannot go",
            """
            Debian packages are made for one release of Debian: that of the runtime's image. Container images are the user's
            own, and packages are installed in them. Packages of a function go into its code folder, or into a layer of its
            own with `dependencies: layer`.
            """),
        RuleDescription(
            "debian-not-packed", .note, "a Debian package is asked for that is not packed",
            """
            The libraries that every program needs (glibc, libstdc++, zlib and a few others) and the Essential packages of
            Debian are in the image of the runtime; a second glibc would keep functions from starting. Packages that only
            installation scripts use are not packed either, because no script is run.
            """),
        RuleDescription(
            "debian-variables", .note, "programs of Debian packages look for their files elsewhere",
            """
            Programs of Debian are built for `/usr` and `/etc`. In a layer their files are below `/opt`, in code below `/code`.
            Many have a variable that names the place of their configuration or data. `.fclayer/out/s.yaml` sets those
            variables for each function that has the packages in its code or in a layer of the project, except those that the
            function sets itself. This note is for a layer that no function of the project has: who uses it must set them.

            Right: `FONTCONFIG_PATH: /opt/etc/fonts` in `environmentVariables`
            """),
        RuleDescription(
            "debian-script-skipped", .note, "the installation script of a Debian package does what a package may need",
            """
            No script of a package is run. Names that scripts set up with `update-alternatives` are read from their texts and
            become links; caches and lists that scripts write are missing.
            """),
        RuleDescription(
            "debian-version-gone", .error, "the mirror no longer has a package that the lock names",
            """
            Debian's mirrors keep the newest version of each package. A lock fixes versions, and those that are in the store
            are used for ever; a machine with an empty store needs a mirror that still has them. `snapshot.debian.org` has every
            version that there was.

            Right: `fclayer lock --upgrade`, and the changed `debian.*.lock.json` committed
            """),
        RuleDescription(
            "funfile-ignored", .warning, "a command of a Funfile or fun.yml is not carried out",
            """
            Of Funcraft's `Funfile` and `fun.yml` the Debian packages are taken (`RUN fun-install apt-get install …`,
            `apt: …`). Distributions of Python belong in `requirements.txt`, packages of npm in `package.json`, commands in
            a `Makefile`.
            """),
    ]
}
