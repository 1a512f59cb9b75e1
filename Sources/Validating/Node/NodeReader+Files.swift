import BuildModel
import FunctionCompute
import SourceScanners

/// What is said of files that do not load, and of what cannot be followed.
extension NodeReader {
    /// A file that the runtime's Node.js does not compile.
    func obstacle(_ obstacle: JavaScriptObstacle, in path: String, _ property: String) -> EntryProblem {
        let place = obstacle.place
        let start = "`\(shown(path))` line \(place.line), column \(place.column): "
        switch obstacle {
        case .problem(let problem):
            return EntryProblem(
                rule: "syntax-error", message: start + words(problem.kind) + ": the file does not load",
                property: property, entry: shown(path), line: place.line)
        case .feature(let use):
            let wanted = use.feature.introduced
            return EntryProblem(
                rule: "syntax-too-new",
                message: start + "\(words(use.feature)) needs Node.js \(wanted), and `\(question.runtime.id)` has "
                    + "\(version): the file does not load", property: property, entry: shown(path), line: place.line,
                hint: "use a later runtime, or compile for Node.js \(version.major)")
        }
    }

    /// `import` or `export` in a file that is loaded as CommonJS.
    func moduleSyntax(_ site: SourceSite, package: String?, _ property: String) -> EntryProblem {
        let file = shown(site.path)
        var reason = ""
        if site.path.hasSuffix(".cjs") {
            reason = " by its name"
        } else if let package {
            reason = " by `\(shown(package))`"
        }
        // A declared kind holds in every version; without one 20.19 looks at the syntax.
        let isDeclared = site.path.hasSuffix(".cjs") || (tree.package(for: site.path)?.fields.type != nil)
        let rename = file.droppingJavaScript + ".mjs"
        return EntryProblem(
            rule: "esm-mismatch", severity: mayLoadEither && !isDeclared ? .warning : nil,
            message: "`\(file)` is loaded as CommonJS\(reason), and has `import` or `export` in line \(site.place.line)"
                + (mayLoadEither && !isDeclared ? ": Node.js before 20.19 refuses it" : ""),
            property: property, entry: file, line: site.place.line,
            hint: version.major >= 18
                ? "rename it to `\(rename)`, or put `\"type\": \"module\"` into `package.json`"
                : "write `require` and `exports`, or use `nodejs18` or later")
    }

    /// `require`, `exports` or `module` in an ES module.
    func commonJS(_ site: SourceSite, package: String?, _ property: String) -> EntryProblem {
        let file = shown(site.path)
        let reason =
            site.path.hasSuffix(".mjs")
            ? " by its name" : package.map { " by `\"type\": \"module\"` in `\(shown($0))`" } ?? ""
        return EntryProblem(
            rule: "esm-mismatch",
            message:
                "`\(file)` is an ES module\(reason), and line \(site.place.line) uses `require`, `exports` or `module`, "
                + "which ES modules do not have", property: property, entry: file, line: site.place.line,
            hint: "write `import` and `export`, or rename the file to `.cjs`")
    }

    func words(_ doubt: JavaScriptEntryDoubt) -> String {
        switch doubt {
        case .unreadable(let path, .tooLarge(let size)): "`\(shown(path))` has \(size) bytes"
        case .unreadable(let path, .nestedTooDeep(let place)):
            "`\(shown(path))` is nested too deep in line \(place.line)"
        case .noBytes(let path): "`\(shown(path))` is damaged or larger than 16 MB"
        case .dynamicExports(let site, .computedName): "exports are made at run time \(words(site))"
        case .dynamicExports(let site, .handedOn): "`exports` is handed to other code \(words(site))"
        case .dynamicExports(let site, .wrapper): "the file is a bundle, whose exports are made \(words(site))"
        case .computedExports(let site): "what `module.exports` is set to is made at run time \(words(site))"
        case .outsideModule(let site, let specifier): "it comes from the package `\(specifier)` \(words(site))"
        case .conditionalExport(let site): "it is exported under a condition \(words(site))"
        case .tooDeep(let site): "its definition goes in a circle or through too many files \(words(site))"
        }
    }

    func words(_ value: JavaScriptPlainValue) -> String {
        switch value {
        case .null: "`null`"
        case .undefined: "`undefined`"
        case .array, .object, .instance: "an \(value.rawValue)"
        case .module: "a whole module"
        case .classObject: "a class"
        case .string, .number, .boolean, .regularExpression: "a \(value.rawValue)"
        }
    }

    func words(_ kind: JavaScriptProblem.Kind) -> String {
        switch kind {
        case .unclosedString: "the string that begins here never ends"
        case .unclosedTemplate: "the template that begins here never ends"
        case .unclosedRegex: "the regular expression that begins here never ends"
        case .unclosedComment: "the comment that begins here never ends"
        case .unclosedBracket(let bracket): "`\(bracket)` is never closed"
        case .unmatchedBracket(let bracket): "`\(bracket)` closes nothing"
        case .unexpectedToken(let token): "`\(token)` cannot stand here"
        case .invalidCharacter(let character): "the character `\(character)` cannot stand here"
        }
    }

    func words(_ feature: JavaScriptFeature) -> String {
        switch feature {
        case .exponent: "`**`"
        case .asyncFunction: "`async`"
        case .trailingCommaInCall: "a comma behind the last argument"
        case .objectSpread: "`...` in an object"
        case .asyncIteration: "`for await`"
        case .catchWithoutBinding: "`catch` without `(error)`"
        case .bigInteger: "a number that ends in `n`"
        case .numericSeparator: "`_` in a number"
        case .classField: "a field in a class"
        case .privateField: "`#` in front of a name"
        case .optionalChaining: "`?.`"
        case .nullishCoalescing: "`??`"
        case .logicalAssignment: "`||=`, `&&=` or `??=`"
        case .staticBlock: "`static { }`"
        case .topLevelAwait: "`await` outside of functions"
        }
    }
}
