/// Frameworks whose application objects are known by the class that makes them.
public struct PythonFramework: Hashable, Sendable {
    /// The class or function, for example `Flask`.
    public let name: String
    /// How its objects are called.
    public let interface: Interface

    /// How an application object is called.
    public enum Interface: String, Hashable, Sendable {
        /// `app(environ, start_response)`
        case wsgi
        /// `await app(scope, receive, send)`
        case asgi
        /// `handler(event, context)`
        case event
    }

    /// The framework's factory of that name in that module, if it is one.
    public init?(module: String, name: String) {
        let root = module.split(separator: ".").first.map(String.init) ?? module
        guard let interface = Self.known["\(root).\(name)"] else { return nil }
        self.name = name
        self.interface = interface
    }

    private static let known: [String: Interface] = [
        "flask.Flask": .wsgi, "bottle.Bottle": .wsgi, "bottle.default_app": .wsgi, "falcon.API": .wsgi,
        "django.get_wsgi_application": .wsgi, "django.WSGIHandler": .wsgi,
        "a2wsgi.ASGIMiddleware": .wsgi,
        "fastapi.FastAPI": .asgi, "starlette.Starlette": .asgi, "sanic.Sanic": .asgi, "quart.Quart": .asgi,
        "django.get_asgi_application": .asgi, "litestar.Litestar": .asgi, "blacksheep.Application": .asgi,
        "asgiref.WsgiToAsgi": .asgi, "a2wsgi.WSGIMiddleware": .asgi,
        "mangum.Mangum": .event, "apig_wsgi.make_lambda_handler": .event,
    ]
}
