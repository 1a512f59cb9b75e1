/// Reads attributes of the assembly itself.
enum CLIAttributes {
    /// The first argument of `TargetFrameworkAttribute`.
    static func targetFramework(_ names: inout CLINames) throws(CLIError) -> String? {
        let metadata = names.metadata
        for row in 0..<metadata.rows(.customAttribute) {
            let owner = try metadata.target(
                try metadata.value(.customAttribute, row + 1, 0), CLISchema.hasCustomAttribute)
            guard let owner, owner.table == .assembly else { continue }
            let name = try className(try metadata.value(.customAttribute, row + 1, 1), &names)
            guard name == "System.Runtime.Versioning.TargetFrameworkAttribute" else { continue }
            let blob = try metadata.blob(.customAttribute, row + 1, 2, .attribute)
            // A mark of two bytes, then the text; 0xFF instead of a length is a null reference.
            guard try blob.number(at: 0, 2) == 1 else { throw .malformed(.attribute) }
            if try blob.number(at: 2, 1) == 0xFF { return nil }
            let text = try blob.piece(at: 2, count: blob.count - 2, .attribute).blob(at: 0, .attribute)
            try names.pay(text.count)
            return text.wholeText
        }
        return nil
    }

    /// The class of an attribute, by its constructor. Constructors of the same assembly are left out: no compiler but
    /// that of the base library defines these attributes itself.
    private static func className(_ constructor: Int, _ names: inout CLINames) throws(CLIError) -> String? {
        let metadata = names.metadata
        guard let method = try metadata.target(constructor, CLISchema.customAttributeType),
            method.table == .memberRef
        else { return nil }
        let parent = try metadata.target(try metadata.value(.memberRef, method.row, 0), CLISchema.memberRefParent)
        guard let parent, parent.table == .typeRef else { return nil }
        return try names.reference(parent.row).name
    }
}
