/// What readers of languages keep during one run, because several functions need the same files.
struct SharedReadings: Sendable {
    let python = PythonViews()
    let jars = JarShelf()
    let swift = SwiftPrograms()
}
