/// What Gradle is told besides the user's own build, and what it answers.
enum GradleScript {
    /// An init script: archives are the same bytes each time, and the task `fclayerCollect` of the chosen project assembles it
    /// and writes down, in lines with tabs, where its classes and jars are. Groovy that Gradle 4 and later understand.
    static let text = """
        def chosen = new File(System.getProperty('fclayer.folder')).canonicalFile
        allprojects {
            tasks.withType(AbstractArchiveTask) {
                preserveFileTimestamps = false
                reproducibleFileOrder = true
            }
        }
        gradle.projectsEvaluated {
            def p = gradle.rootProject.allprojects.find { it.projectDir.canonicalFile == chosen }
            if (p == null) {
                throw new GradleException("no project of `settings.gradle` is in this folder: include it there")
            }
            if (p.configurations.findByName('runtimeClasspath') == null) {
                throw new GradleException("the project has no `runtimeClasspath`: apply the plugin `java`")
            }
            def classPath = p.configurations.runtimeClasspath
            gradle.rootProject.tasks.create('fclayerCollect') {
                dependsOn p.tasks.getByName('assemble')
                dependsOn classPath
                doLast {
                    def lines = ["project\\t${p.group}\\t${p.name}\\t${p.version}"]
                    p.sourceSets.main.output.files.each { lines << "classes\\t${it}" }
                    lines << "libraries\\t${new File(p.buildDir, 'libs')}"
                    def known = new HashSet()
                    classPath.resolvedConfiguration.resolvedArtifacts.each { a ->
                        def id = a.moduleVersion.id
                        def own = a.id.componentIdentifier instanceof org.gradle.api.artifacts.component.ProjectComponentIdentifier
                        known << a.file
                        lines << "jar\\t${own}\\t${id.group}\\t${id.name}\\t${id.version}\\t${a.file}"
                    }
                    classPath.files.findAll { !known.contains(it) }.each { lines << "jar\\tfalse\\t\\t\\t\\t${it}" }
                    new File(System.getProperty('fclayer.found')).setText(lines.join('\\n'), 'UTF-8')
                }
            }
        }

        """
}

/// What the task found.
struct GradleFound {
    var name = ""
    var version: String?
    var classes: [String] = []
    var libraries: [String] = []
    var jars: [JavaJar] = []

    init(_ text: String) {
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            switch (parts[0], parts.count) {
            case ("project", 4):
                name = parts[1].isEmpty ? parts[2] : "\(parts[1]):\(parts[2])"
                version = parts[3] == "unspecified" ? nil : parts[3]
            case ("classes", 2): classes.append(parts[1])
            case ("libraries", 2): libraries.append(parts[1])
            case ("jar", 6) where parts[5].hasSuffix(".jar"):
                let file = parts[5].split(separator: "/").last.map(String.init) ?? parts[5]
                jars.append(
                    JavaJar(
                        file: parts[5], name: file, group: parts[2], artifact: parts[3], version: parts[4],
                        isOwn: parts[1] == "true"))
            default: break
            }
        }
        jars.sort { ($0.name, $0.group) < ($1.name, $1.group) }
    }
}
