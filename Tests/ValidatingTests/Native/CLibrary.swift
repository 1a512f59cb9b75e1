#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Shared libraries and programs from the C compiler of the machine, linked as packages have them.
enum CLibrary {
    /// Whether there is a compiler that makes files for x86-64 Linux.
    static var isAvailable: Bool { Compiled.isAvailable }

    /// A file to link.
    struct Recipe {
        /// Name of the file in a folder of the recipe's own, for example `liba.so.1`.
        let name: String
        var soname: String?
        /// Names of earlier recipes that it needs.
        var needs: [String] = []
        var isProgram = false
        var options: [String] = []
        /// A function that it defines for others.
        var symbol: String?
    }

    /// Links the recipes in their order; the bytes by name.
    static func link(_ recipes: [Recipe]) throws -> [String: [UInt8]] {
        let folder = FileManager.default.temporaryDirectory.path + "/linked-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var bytes: [String: [UInt8]] = [:]
        for recipe in recipes {
            // An assembler needs a tenth of a compiler's time; what is needed is kept without being called.
            let symbol = recipe.isProgram ? "_start" : recipe.symbol ?? word(recipe.name)
            let source = ".globl \(symbol)\n.type \(symbol), @function\n\(symbol): ret\n"
            try Data(source.utf8).write(to: URL(fileURLWithPath: folder + "/in.s"))
            var arguments = ["-nostdlib", "-o", folder + "/" + recipe.name, folder + "/in.s", "-L" + folder]
            arguments += recipe.isProgram ? ["-pie"] : ["-shared"]
            arguments += ["-Wl,--no-as-needed", "-Wl,--allow-shlib-undefined", "-Wl,-z,noexecstack"]
            if let soname = recipe.soname { arguments.append("-Wl,-soname," + soname) }
            arguments += recipe.options + recipe.needs.map { "-l:" + $0 }
            guard run("/usr/bin/cc", arguments) else { throw Failure(name: recipe.name) }
            bytes[recipe.name] = Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/" + recipe.name)))
        }
        return bytes
    }

    struct Failure: Error { let name: String }

    private static func word(_ name: String) -> String {
        "f_" + String(name.map { $0.isLetter || $0.isNumber ? $0 : "_" })
    }
}
