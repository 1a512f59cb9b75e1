import BuildModel

extension Explanations {
    /// What the packages of PHP functions say.
    static let php: [RuleDescription] = [
        RuleDescription(
            "php-runtime", .error, "`php` stands at a runtime that has no PHP",
            """
            Right: `runtime: php7.2`, or a custom runtime whose PHP comes with a layer
            """),
        RuleDescription(
            "php-composer-missing", .error, "`php` names no `composer.json`",
            """
            Packages of PHP are named in `composer.json`, in a function's code folder or in a layer's folder.

            Right: `composer init`, then `composer require monolog/monolog`
            """),
        RuleDescription(
            "composer-manifest", .error, "`composer.json` cannot be used",
            """
            It is no JSON, often by a comma too many, or its `config.vendor-dir` leads out of the folder.
            """),
        RuleDescription(
            "composer-platform", .error, "a package asks for another PHP, or for an extension that the runtime has not",
            """
            What packages ask for is held against the runtime's PHP and extensions, not against this machine's. `php7.2` is taken as
            PHP 7.2.34; `config.platform.php` of `composer.json` can state the last number otherwise. Extensions are those
            of the platform's page on PHP, what `extension/*.ini` in the code folder loads, and what `php: {extensions: […]}` and
            `config.platform` name.

            Wrong: `symfony/string` 6, which needs PHP 8.1, in a function of `php7.2`

            Right: `fclayer lock --upgrade` chooses versions for the runtime
            """),
        RuleDescription(
            "composer-platform-unverified", .note, "the PHP of a custom runtime is not known",
            """
            Custom runtimes take their PHP from the image or from a layer. Without its version packages are checked against the PHP
            of this machine.

            Right: `php: {version: "8.1.2", extensions: [intl, redis]}`
            """),
        RuleDescription(
            "composer-failed", .error, "composer failed",
            """
            The message has composer's own last words. Credentials for private repositories belong into its `auth.json` or
            `COMPOSER_AUTH`; with `--offline` only its cache is used.
            """),
        RuleDescription(
            "composer-code-not-run", .note, "plugins or scripts of composer were not run",
            """
            They are programs of packages or of the project that would run on this machine, with its PHP and not the runtime's, and
            what they do is not the same each time. Most of them are for development or only print.

            Right: nothing, if the function works without; otherwise `composer install --no-dev` before the build, and
            `dependencies: none`, so that `vendor` is packed as it is
            """),
    ]
}
