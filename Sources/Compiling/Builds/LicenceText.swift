import FileTrees

/// Names licences by the text that packages carry, where no metadata name them.
enum LicenceText {
    private static let files = ["LICENSE", "LICENSE.txt", "LICENSE.md", "LICENCE", "COPYING", "License", "UNLICENSE"]

    /// The SPDX name of the licence in a folder; `nil` where there is none or its text is not one of the usual.
    static func name(in folder: String) -> String? {
        for file in files {
            guard let bytes = try? Files.read(folder + "/" + file, limit: 1 << 20) else { continue }
            return name(of: String(decoding: bytes, as: UTF8.self))
        }
        return nil
    }

    /// The SPDX name of a text, by sentences that no other licence has.
    static func name(of text: String) -> String? {
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
        func has(_ sentence: String) -> Bool { words.contains(sentence) }
        if has("apache license") && has("version 2.0") { return "Apache-2.0" }
        if has("mozilla public license") && has("2.0") { return "MPL-2.0" }
        if has("gnu affero general public license") { return nil }
        if has("gnu lesser general public license") { return nil }
        if has("gnu general public license") { return nil }
        if has("redistribution and use in source and binary forms") {
            return has("neither the name") ? "BSD-3-Clause" : "BSD-2-Clause"
        }
        if has("permission is hereby granted, free of charge, to any person obtaining a copy") { return "MIT" }
        if has("permission to use, copy, modify, and/or distribute this software for any purpose") { return "ISC" }
        if has("this is free and unencumbered software released into the public domain") { return "Unlicense" }
        return nil
    }
}
