"""The OpenAPI 3.1 document, made from the route declarations and their schemas: there is no second source."""

import re
from http import HTTPStatus

from pydantic.json_schema import models_json_schema

from .problem import MIMETYPE

REF = "#/components/schemas/{model}"
COMMON_PROBLEMS = (500,)
PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")
MAX_ID = 2**31 - 1


def openapi_document(routes, problem_schema, title: str, version: str, base: str, description: str) -> dict:
    """
    :param list routes: declarations
    :param type problem_schema: schema of every error
    :param str title: of the API
    :param str version: of the contract
    :param str base: path that the routes hang below
    :param str description: Markdown
    :return: OpenAPI 3.1 document (dict)
    """
    references, components = _schemas(routes, problem_schema)
    paths = {}
    for route in routes:
        path = paths.setdefault(f"/{route.template}", {})
        path[route.method.lower()] = _operation(route, references, problem_schema)
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": version, "description": description, "license": {"name": "LGPL-3.0"}},
        "servers": [{"url": base}],
        "tags": [{"name": tag} for tag in dict.fromkeys(route.tag for route in routes)],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
        },
    }


def _schemas(routes, problem_schema):
    inputs = {schema for route in routes for schema in (route.body, route.query) if schema}
    outputs = {route.answer for route in routes if route.answer} | {problem_schema}
    wanted = [(model, "validation") for model in sorted(inputs, key=_name)]
    wanted += [(model, "serialization") for model in sorted(outputs, key=_name)]
    references, definitions = models_json_schema(wanted, ref_template=REF)
    return {model: reference for (model, _mode), reference in references.items()}, definitions["$defs"]


def _name(model):
    return model.__name__


def _operation(route, references, problem_schema):
    operation = {
        "operationId": _operation_id(route),
        "tags": [route.tag],
        "summary": route.summary,
        "parameters": [*_path_parameters(route), *_query_parameters(route), *_header_parameters(route)],
        "responses": {
            str(route.status): _success(route, references),
            **{str(status): _problem(status, references, problem_schema) for status in _problems(route)},
        },
        "security": [{"bearer": []}] if route.auth == "member" else [],
    }
    if route.deprecated:
        operation["deprecated"] = True
    if route.body:
        content = {"application/json": {"schema": references[route.body]}}
        required = bool(route.body.model_json_schema().get("required"))
        operation["requestBody"] = {"required": required, "content": content}
    return operation


def _operation_id(route):
    words = re.sub(r"[^a-z0-9]+", "_", f"{route.method.lower()} {route.template.lower()}")
    return words.strip("_")


def _path_parameters(route):
    return [
        {"name": name, "in": "path", "required": True, "schema": _path_schema(kind)}
        for kind, name in PARAMETER.findall(route.path)
    ]


def _path_schema(kind):
    if kind == "int":
        return {"type": "integer", "minimum": 1, "maximum": MAX_ID}
    return {"type": "string", "minLength": 1, "maxLength": 200}


def _query_parameters(route):
    if not route.query:
        return []
    schema = route.query.model_json_schema(mode="validation")
    required = schema.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in required, "schema": field}
        for name, field in schema["properties"].items()
    ]


def _header_parameters(route):
    language = {"name": "Accept-Language", "in": "header", "schema": {"type": "string", "examples": ["id", "en"]}}
    if not route.idempotency:
        return [language]
    key = {
        "name": "Idempotency-Key",
        "in": "header",
        "required": route.idempotency == "required",
        "description": "One per intent, e.g. a UUID. Same key and body: same answer. Same key, other body: 422.",
        "schema": {"type": "string", "minLength": 8, "maxLength": 128, "pattern": "^[\\x21-\\x7e]+$"},
    }
    return [language, key]


def _success(route, references):
    response = {"description": HTTPStatus(route.status).phrase}
    if route.answer:
        response["content"] = {route.media_type: {"schema": references[route.answer]}}
    elif route.status != HTTPStatus.NO_CONTENT:
        response["content"] = {route.media_type: {"schema": {"type": "string"}}}
    return response


def _problem(status, references, problem_schema):
    content = {MIMETYPE: {"schema": references[problem_schema]}}
    return {"description": HTTPStatus(status).phrase, "content": content}


def _problems(route):
    """What can go wrong on this route follows from what it takes."""
    found = {*route.problems, *COMMON_PROBLEMS, 422}  # 422: unknown query fields are refused everywhere
    if route.auth == "member":
        found.add(401)
    if "<" in route.path:
        found.add(404)
    if route.method != "GET":
        found |= {400, 413, 415, 503}
    if route.idempotency:
        found |= {400, 409}
    return sorted(found)
