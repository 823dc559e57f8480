//! The OpenAPI documents, made true. The framework writes paths and types; what it leaves out is added here from the same
//! metadata: the errors that any operation can end in, and one entry per path and per status. `shapes` mends the rest.

mod shapes;

use std::{collections::HashMap, marker::PhantomData};

use poem::{
    EndpointExt, IntoEndpoint, Response,
    endpoint::{BoxEndpoint, make},
    http::{HeaderValue, Method},
};
use poem_openapi::{
    ContactObject, LicenseObject, OpenApi, OpenApiService, ServerObject,
    registry::{MetaApi, MetaOperation, MetaPath, MetaResponse, Registry},
    types::Type,
};
use serde_json::Value;

use super::{
    answer::problems,
    problem::{Allow, Problem, refuse},
};
use crate::domain::error::Code;

/// Wraps an API so that its document holds everything an operation can answer.
#[derive(Debug)]
pub struct Documented<A>(pub A);

impl<A: OpenApi> OpenApi for Documented<A> {
    fn meta() -> Vec<MetaApi> {
        let mut paths: Vec<MetaPath> = Vec::new();
        for path in A::meta().into_iter().flat_map(|api| api.paths) {
            match paths.iter_mut().find(|known| known.path == path.path) {
                Some(known) => known.operations.extend(path.operations),
                None => paths.push(path),
            }
        }
        paths.sort_by(|a, b| a.path.cmp(&b.path));
        for operation in paths.iter_mut().flat_map(|path| &mut path.operations) {
            complete(operation);
        }
        vec![MetaApi { paths }]
    }

    fn register(registry: &mut Registry) {
        A::register(registry);
        Problem::register(registry);
    }

    fn add_routes(self, routes: &mut HashMap<String, HashMap<Method, BoxEndpoint<'static>>>) {
        self.0.add_routes(routes);
        for methods in routes.values_mut() {
            refuse_other_methods(methods);
        }
    }
}

/// Methods that an address may have, or is known not to have.
const METHODS: [Method; 7] = [
    Method::GET,
    Method::POST,
    Method::PUT,
    Method::PATCH,
    Method::DELETE,
    Method::OPTIONS,
    NO_OPERATION,
];

/// A method that no operation of ours is under.
const NO_OPERATION: Method = Method::TRACE;

/// RFC 9110 wants a 405 to say which methods there are; the framework only knows that this is none of them.
fn refuse_other_methods(methods: &mut HashMap<Method, BoxEndpoint<'static>>) {
    let mut known: Vec<&str> = methods.keys().map(Method::as_str).collect();
    if known.contains(&"GET") {
        known.push("HEAD");
    }
    known.sort_unstable();
    let allow = HeaderValue::from_str(&known.join(", ")).expect("methods are ASCII");
    let others: Vec<Method> = METHODS
        .into_iter()
        .filter(|method| !methods.contains_key(method))
        .collect();
    for method in others {
        let allow = allow.clone();
        let refusing = make(move |_| {
            let mut refused = refuse(Code::MethodNotAllowed);
            refused.set_data(Allow(allow.clone()));
            async move { Err::<Response, _>(refused) }
        });
        methods.insert(method, refusing.map_to_response().boxed());
    }
}

fn complete(operation: &mut MetaOperation) {
    let mut codes = vec![Code::Internal, Code::Busy, Code::StorageUnavailable];
    if !operation.security.is_empty() {
        codes.extend([
            Code::AuthMissing,
            Code::TokenInvalid,
            Code::TokenExpired,
            Code::Forbidden,
        ]);
    }
    if operation.request.is_some() {
        codes.extend([
            Code::BadRequest,
            Code::PayloadTooLarge,
            Code::UnsupportedMediaType,
            Code::RequestTimeout,
        ]);
    }
    if !operation.params.is_empty() {
        codes.push(Code::BadRequest);
    }
    // Responses of one status become one, whose text lists all codes.
    let mut merged: Vec<MetaResponse> = Vec::new();
    let all = std::mem::take(&mut operation.responses.responses)
        .into_iter()
        .chain(problems(&codes));
    for mut response in all {
        for content in &mut response.content {
            if content.content_type.starts_with("application/json") {
                content.content_type = "application/json";
            }
        }
        match merged.iter_mut().find(|r| r.status == response.status) {
            Some(known) if known.description != response.description => {
                known.description =
                    format!("{}\n\n{}", known.description, response.description).leak();
            }
            Some(_) => {}
            None => {
                if response.description.is_empty() {
                    response.description = "As asked for.";
                }
                merged.push(response);
            }
        }
    }
    merged.sort_by_key(|r| r.status);
    operation.responses.responses = merged;
    if let Some(request) = &mut operation.request {
        for content in &mut request.content {
            if content.content_type.starts_with("application/json") {
                content.content_type = "application/json";
            }
        }
    }
}

/// What a document says of itself.
#[derive(Debug)]
pub struct About {
    pub title: &'static str,
    pub description: &'static str,
}

/// The API as an endpoint. A method is any word that a client writes; one of which nobody has heard is refused like any
/// other that an address lacks.
pub fn endpoint<A: OpenApi + 'static>(api: A, about: &About) -> BoxEndpoint<'static> {
    service(api, about)
        .into_endpoint()
        .before(|mut request| async move {
            let method = request.method();
            if *method != Method::HEAD && !METHODS.contains(method) {
                request.set_method(NO_OPERATION);
            }
            Ok(request)
        })
        .boxed()
}

/// The API with its document.
fn service<A: OpenApi>(api: A, about: &About) -> OpenApiService<Documented<A>, ()> {
    OpenApiService::new(Documented(api), about.title, env!("CARGO_PKG_VERSION"))
        .description(about.description)
        .contact(ContactObject::new().name("Those who run this server"))
        .license(LicenseObject::new("MIT OR Apache-2.0"))
        .server(ServerObject::new("/").description("The server that this document comes from."))
}

/// The document of an API, as it is served and checked in. It needs no running server: it is all in the types.
pub fn document<A: OpenApi>(about: &About) -> Value {
    let service = service(Blank::<A>(PhantomData), about);
    shapes::mend(service.spec())
}

/// The API reference: the framework's page, showing the document that is served beside it, in the system's own fonts, so
/// that it asks no other machine for anything.
pub fn reference<A: OpenApi>(about: &About) -> String {
    let page = service(Blank::<A>(PhantomData), about).rapidoc_html();
    let load = "docEl.loadSpec(";
    let page = match page.rfind(load) {
        Some(at) => {
            let rest = page[at..].find("</script>").map_or(page.len(), |n| at + n);
            format!(
                "{}{load}\"/openapi.json\"); }})\n{}",
                &page[..at],
                &page[rest..]
            )
        }
        None => page,
    };
    page.lines()
        .filter(|line| !line.contains("fonts.googleapis.com"))
        .flat_map(|line| [line, "\n"])
        .collect::<String>()
        .replacen(
            "<title>RapiDoc</title>",
            &format!("<title>{}</title>", about.title),
            1,
        )
        .replacen(
            "id=\"thedoc\"",
            "id=\"thedoc\"\n        load-fonts=\"false\"",
            1,
        )
        .replacen("\"Open Sans\"\n", "\"system-ui, sans-serif\"\n", 1)
        .replacen("\"Roboto Mono\"\n", "\"ui-monospace, monospace\"\n", 1)
}

/// The types of an API without the API.
struct Blank<A>(PhantomData<A>);

impl<A: OpenApi> OpenApi for Blank<A> {
    fn meta() -> Vec<MetaApi> {
        A::meta()
    }

    fn register(registry: &mut Registry) {
        A::register(registry);
    }

    fn add_routes(self, _: &mut HashMap<String, HashMap<Method, BoxEndpoint<'static>>>) {}
}
