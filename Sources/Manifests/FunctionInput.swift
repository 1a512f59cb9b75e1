import BuildModel

/// A function as its dialect wraps it, ready to be read by `FunctionReader`.
struct FunctionInput {
    /// The key of its resource or service.
    var key: String
    /// Where its name stands: a property or the key of the mapping.
    var name: Field?
    /// The name where no property has it.
    var defaultName: String
    /// The function itself, for locations.
    var whole: Field
    /// The mapping of its properties, variables resolved.
    var properties: Field
    var names: PropertyNames
    /// FC 2's service, which makes names unique together with the function.
    var service: String?
    /// Region, if it is known.
    var region: String?
    var trigger = FunctionDescription.Trigger.event
    var hasPreDeployActions = false
    /// Keys down to the properties in the document as written.
    var propertiesPath: [String]
    var options = FunctionOptions()

    /// Where the code is named.
    var codeLocation: Finding.Location { properties[names.code]?.location ?? whole.keyLocation }
}

/// What `fclayer.yaml` says about building a function.
struct FunctionOptions {
    var dependencies = DependencyPlacement.bundle
    var exclude: [String] = []
    /// More layers, after the function's own.
    var layers: Field?
    /// What to make of a Swift package.
    var swift: Field?
    /// How PHP packages are installed.
    var php: Field?
    /// What builds the code; `none` for nothing.
    var build: Field?
    /// How Maven or Gradle builds the code.
    var java: Field?
    /// What to make of a .NET project.
    var dotnet: Field?
    /// What to make of a Go module.
    var go: Field?
    /// What to do about packages of npm.
    var node: Field?
    /// Debian packages: a list, or the name of a file.
    var debian: Field?

    /// The keys that are written of those by which a tool makes the code.
    var tools: [Field] {
        let bundle = node?["bundle"].flatMap { $0.node.text == "none" ? nil : $0 }
        return [build, swift, java, go, dotnet, php, bundle].compactMap(\.self)
    }
}

/// A function that was read, with what is needed to compare it to others.
struct FunctionDraft {
    var description: FunctionDescription
    var service: String?
    var region: String?
}
