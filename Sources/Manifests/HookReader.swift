import BuildModel

/// Reads lifecycle hooks: FC 3's `instanceLifecycleConfig`, FC 2's `initializer` beside it, and those of `fclayer.yaml`.
struct HookReader {
    let world: World

    func read(_ input: FunctionInput) -> [HookDescription] {
        let names = input.names
        return HookDescription.Kind.allCases.compactMap { kind in
            if let lifecycle = names.lifecycle,
                let hook = input.properties.descend(lifecycle, names.inner(kind.rawValue))
            {
                return read(hook, kind: kind, names: names)
            }
            if kind == .initializer, let key = names.initializer, let hook = input.properties[key] {
                var description = read(hook, kind: kind, names: names)
                if let timeout = names.initializerTimeout.flatMap({ input.properties[$0] }) {
                    description?.timeout = world.integer(timeout)
                }
                return description
            }
            guard names.lifecycle == nil, let hook = input.properties[kind.rawValue] else { return nil }
            return read(hook, kind: kind, names: names)
        }
    }

    private func read(_ hook: Field, kind: HookDescription.Kind, names: PropertyNames) -> HookDescription? {
        let purpose = "check the entry point"
        guard hook.isMapping else {
            guard let handler = world.knownText(hook, purpose: purpose), !handler.isEmpty else { return nil }
            return HookDescription(kind: kind, handler: handler)
        }
        if names.lifecycle == nil { world.refuseUnknownKeys(hook, known: ["handler", "timeout"]) }
        let handler = world.knownText(hook[names.inner("handler")], purpose: purpose)
        let hasCommand = hook[names.inner("command")] != nil
        let timeout = world.integer(hook[names.inner("timeout")])
        // An empty handler is how the platform's own exports write a hook that is not set.
        guard handler?.isEmpty == false || hasCommand else { return nil }
        return HookDescription(
            kind: kind, handler: handler.flatMap { $0.isEmpty ? nil : $0 }, hasCommand: hasCommand, timeout: timeout)
    }
}
