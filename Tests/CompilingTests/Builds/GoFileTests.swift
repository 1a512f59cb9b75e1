import BuildModel
import Foundation
import Testing

@testable import Compiling

struct GoFileTests {
    @Test func readsModuleVersionAndFolders() {
        let file = GoFile(
            """
            module "example.com/app" // the app

            go 1.22.3
            toolchain go1.23.0

            require (
            \texample.com/a v1.0.0
            \texample.com/b v1.0.0 // indirect
            )

            replace example.com/a => ../a
            replace (
            \texample.com/b v1.0.0 => ./vendor2/b
            \texample.com/c => example.com/d v1.2.3
            \texample.com/e => /abs/e
            )
            """)
        #expect(file.module == "example.com/app" && file.version == "1.22.3" && file.versionLine == 3)
        #expect(file.folders == ["../a", "./vendor2/b", "/abs/e"])
    }

    @Test func readsWorkspaces() {
        let file = GoFile("go 1.19\r\nuse ./one\r\nuse (\r\n\t./two // second\r\n\t\"../three\"\r\n)\r\n")
        #expect(file.folders == ["./one", "./two", "../three"])
        #expect(file.module == nil)
    }

    @Test func rubbishIsNothing() {
        for text in ["", "(", ")\n)", "replace", "replace a =>", "use (\n", "go", "module", "\u{0}"] {
            #expect(GoFile(text).folders.isEmpty)
        }
    }

    @Test func findsModuleWorkspaceAndTheirFolders() throws {
        let folder = try TestFolder()
        try folder.write("go.work", "go 1.19\nuse (\n./app\n./lib\n)\n")
        try folder.write("app/go.mod", "module app\nreplace x => ../x\n")
        try folder.write("lib/go.mod", "module lib\nreplace y => ../y\n")
        try folder.write("app/cmd/one/main.go", "package main\n")
        let home = folder.path
        let project = GoProject(folder: home + "/app/cmd/one", environment: ["HOME": home])
        #expect(project.moduleRoot == home + "/app")
        #expect(project.workspace == home + "/go.work")
        for input in ["/app", "/lib", "/x", "/y", "/go.work", "/go.work.sum", "/vendor", "/.config/go/env"] {
            #expect(project.inputs.contains(home + input), "\(input)")
        }
        // A workspace that appears nearer would count.
        #expect(project.inputs.contains(home + "/app/go.work"))
        #expect(project.mode == "-mod=readonly")
        let off = GoProject(folder: home + "/app", environment: ["GOWORK": "off"])
        #expect(off.workspace == nil && !off.inputs.contains(home + "/lib"))
        try folder.write("app/vendor/modules.txt", "")
        #expect(GoProject(folder: home + "/app", environment: ["GOWORK": "off"]).mode == "-mod=vendor")
        #expect(GoProject(folder: home + "/app", environment: [:]).mode == "-mod=readonly")
        try folder.write("vendor/modules.txt", "")
        #expect(GoProject(folder: home + "/app", environment: [:]).mode == nil)
    }

    @Test func messagesBecomeFindings() {
        let messages = GoMessages(
            """
            # example.com/app
            ./main.go:5:2: undefined: x
            ./main.go:5:2: undefined: x
            main.go:9:3: no required module provides package a.b/c; to add it:
            \tgo get a.b/c
            go: something else
            """)
        let findings = messages.findings(rule: "build-failed") { line in
            guard line.contains("main.go") else { return nil }
            return .init(file: "main.go", line: line.contains(":5:") ? 5 : 9, column: 2)
        }
        #expect(
            findings.map(\.message) == [
                "undefined: x", "no required module provides package a.b/c; to add it: go get a.b/c",
            ])
        #expect(!messages.isFetching)
        #expect(GoMessages("main.go:4:2: a@v1: Get \"https://p\": dial tcp: lookup p: no such host").isFetching)
    }

    @Test func programsTellTheirModules() {
        let parts = GoModules.parts(
            in: """
                /x/bootstrap: go1.19.8
                \tpath\texample.com/app
                \tmod\texample.com/app\t(devel)\t
                \tdep\tgolang.org/x/text\tv0.3.7\th1:olpwvP2KacW1ZWvsR7uQhoyTYvKAupfQrRGBFM352Gk=
                \tdep\texample.com/a\tv1.0.0
                \t=>\t../a\t(devel)\t
                \tbuild\tCGO_ENABLED=0
                """)
        #expect(parts.map(\.name) == ["golang.org/x/text", "example.com/a", "go"])
        #expect(parts.map(\.version) == ["v0.3.7", "v1.0.0", "1.19.8"])
        #expect(parts[1].origin == "../a")
        #expect(parts[2].licence == "BSD-3-Clause")
    }

    @Test func licencesAreKnownByTheirText() {
        #expect(
            LicenceText.name(of: "Permission is hereby granted, free of charge,\n to any person obtaining a copy")
                == "MIT")
        #expect(LicenceText.name(of: "  Apache License\n   Version 2.0, January 2004") == "Apache-2.0")
        #expect(
            LicenceText.name(of: "Redistribution and use in source and binary forms, ... Neither the name of")
                == "BSD-3-Clause")
        #expect(LicenceText.name(of: "all rights reserved") == nil)
    }
}
