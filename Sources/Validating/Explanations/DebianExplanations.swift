import BuildModel

extension Explanations {
    /// What packages of Debian say.
    static let debian = debianMirrors + debianLayers

    /// What fetching packages of Debian says.
    private static let debianMirrors: [RuleDescription] = [
        RuleDescription(
            "debian-verifier-missing", .error, "packages of Debian cannot be verified on this machine",
            """
            Sysroots and root file systems are made of packages of Debian. Their release is signed, and the signature is
            checked by `gpgv` with the keys of Debian's package `debian-archive-keyring`; nothing is used without that.

            Right: `apt-get install gpgv debian-archive-keyring`; on macOS `brew install gnupg`, a copy of
            `debian-archive-keyring.gpg` and `FCLAYER_DEBIAN_KEYRING=/path/to/it`
            """),
        RuleDescription(
            "debian-mirror-failed", .error, "the mirror of Debian cannot be reached or does not have a file",
            """
            The mirror is `https://deb.debian.org/debian`, or what `FCLAYER_DEBIAN_MIRROR` names. What was fetched before
            is in the store and is used with `--offline`.

            Right: `FCLAYER_DEBIAN_MIRROR=https://mirrors.aliyun.com/debian`
            """),
        RuleDescription(
            "debian-release-gone", .error, "the mirror does not publish this release of Debian",
            """
            Debian 9 and 10 are no longer published. Their packages are fetched from `https://archive.debian.org/debian`, or what
            `FCLAYER_DEBIAN_ARCHIVE` names; sysroots for them are made of packages of Debian 11 with stub libraries that hold
            binaries to the older glibc, and root file systems for them are Debian 11's.
            """),
        RuleDescription(
            "debian-signature-wrong", .error, "the index of a release is not signed by Debian, or is another release's",
            """
            Either the mirror or somebody on the way to it changed the index, or the keyring of this machine is older than
            the keys that sign the release today.

            Right: another mirror in `FCLAYER_DEBIAN_MIRROR`; `apt-get install --only-upgrade debian-archive-keyring`
            """),
        RuleDescription(
            "debian-index-expired", .error, "the index of a release has run out",
            """
            Security suites carry a date until which they count, so that nobody can hide updates by showing an old state.

            Right: a correct clock, or a mirror that is kept up to date
            """),
        RuleDescription(
            "debian-index-damaged", .error, "the index of a release cannot be read",
            """
            It is signed and names no list of packages for amd64, or the list cannot be unpacked.
            """),
        RuleDescription(
            "debian-checksum-wrong", .error, "a file of the mirror is not what the signed index says",
            """
            The SHA-256 or the size differs. Mirrors show this for minutes while they are being updated; if it stays, the
            mirror is damaged or changed by somebody.
            """),
        RuleDescription(
            "debian-package-unknown", .error, "a release of Debian has no package of that name",
            """
            Only the component `main` of the release, its updates and its security updates are searched.

            Wrong: `libstdc++-12-dev` for Debian 11

            Right: `libstdc++-10-dev`
            """),
        RuleDescription(
            "debian-dependency-missing", .error, "a package of Debian needs one that the release does not have",
            """
            Mirrors show this for minutes while they are being updated.
            """),
        RuleDescription(
            "debian-package-damaged", .error, "a package of Debian cannot be unpacked",
            """
            It has the bytes that the signed index promises, and its archive is damaged or does what no package does: names
            that leave the folder, devices, links out of it.
            """),
    ]
}
