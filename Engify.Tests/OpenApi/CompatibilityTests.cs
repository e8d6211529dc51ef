using System.Runtime.CompilerServices;

namespace Engify.Tests.OpenApi;

/// <summary>What breaks clients of the released document is noticed, and what does not is not.</summary>
public sealed class CompatibilityTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private const string Released =
        """
        {
          "openapi": "3.1.1",
          "paths": {
            "/things": {
              "get": {
                "operationId": "ListThings",
                "parameters": [{ "$ref": "#/components/parameters/Limit" }],
                "responses": {
                  "200": {
                    "description": "OK",
                    "headers": { "ETag": { "required": true, "schema": { "type": "string" } } },
                    "content": { "application/json": { "schema": {
                      "type": "array", "items": { "$ref": "#/components/schemas/Thing" } } } }
                  },
                  "400": { "$ref": "#/components/responses/Bad" }
                }
              },
              "post": {
                "operationId": "MakeThing",
                "security": [{ "bearer": [] }],
                "requestBody": { "required": true, "content": { "application/json": { "schema": {
                  "$ref": "#/components/schemas/NewThing" } } } },
                "responses": { "200": { "description": "OK", "content": { "application/json": { "schema": {
                  "$ref": "#/components/schemas/Thing" } } } } }
              }
            },
            "/things/{id}": {
              "delete": { "operationId": "DropThing", "responses": { "204": { "description": "Gone" } } }
            }
          },
          "components": {
            "securitySchemes": { "bearer": { "type": "http", "scheme": "bearer" } },
            "parameters": { "Limit": { "name": "limit", "in": "query", "schema": {
              "type": "integer", "minimum": 1, "maximum": 200, "default": 50 } } },
            "responses": { "Bad": { "description": "Bad", "content": { "application/problem+json": { "schema": {
              "$ref": "#/components/schemas/BadProblem" } } } } },
            "schemas": {
              "Thing": {
                "type": "object",
                "required": ["id", "kind", "parent"],
                "properties": {
                  "id": { "type": "string", "format": "uuid" },
                  "kind": { "$ref": "#/components/schemas/Kind" },
                  "size": { "type": "number", "maximum": 9 },
                  "parent": { "oneOf": [{ "type": "null" }, { "$ref": "#/components/schemas/Thing" }] },
                  "notes": { "type": "object", "additionalProperties": { "type": "string" } }
                }
              },
              "Kind": { "type": "string", "enum": ["BIG", "SMALL"] },
              "NewThing": {
                "type": "object",
                "required": ["name"],
                "properties": {
                  "name": { "type": "string", "minLength": 1, "maxLength": 200 },
                  "wanted": { "type": "string", "enum": ["BIG", "SMALL"] },
                  "until": { "type": ["string", "null"], "format": "date-time" },
                  "count": { "type": "integer" }
                }
              },
              "Problem": {
                "type": "object",
                "required": ["code", "status"],
                "properties": { "code": { "type": "string" }, "status": { "type": "integer" } }
              },
              "BadProblem": { "allOf": [
                { "$ref": "#/components/schemas/Problem" },
                { "properties": { "code": { "enum": ["too_big", "too_small"] } } }
              ] }
            }
          }
        }
        """;

    [Theory]
    [InlineData("a path is gone", "/things/{id}", "/thing/{id}", "DELETE /things/{id}: is gone")]
    [InlineData("an operation is gone", "'delete':", "'put':", "DELETE /things/{id}: is gone")]
    [InlineData(
        "an operation is renamed", "'ListThings'", "'GetThings'",
        "GET /things: operationId: was ListThings, is GetThings")]
    [InlineData(
        "a success is gone", "'204':", "'202':",
        "DELETE /things/{id}: 204: is gone", "DELETE /things/{id}: 202: is new, and no refusal")]
    [InlineData("a refusal is gone", "'400':", "'422':", "GET /things: 400: is gone")]
    [InlineData(
        "a sign-in is needed", "'operationId': 'ListThings',",
        "'operationId': 'ListThings', 'security': [{ 'bearer': [] }],",
        "GET /things: needs another sign-in")]
    [InlineData(
        "a sign-in with more is needed", "'bearer': [] }]", "'bearer': ['write'] }]",
        "POST /things: needs another sign-in")]
    [InlineData(
        "a sign-in is another", "'scheme': 'bearer'", "'scheme': 'basic'",
        "security scheme bearer: scheme: was bearer, is basic")]
    [InlineData("a parameter is gone", "'name': 'limit'", "'name': 'size'", "GET /things: query limit: is gone")]
    [InlineData(
        "a parameter is needed", "'in': 'query',", "'in': 'query', 'required': true,",
        "GET /things: query limit: must be sent now")]
    [InlineData(
        "a new parameter is needed", "'parameters': [{",
        "'parameters': [{ 'name': 'a', 'in': 'header', 'required': true, 'schema': {} }, {",
        "GET /things: header a: must be sent now")]
    [InlineData(
        "a parameter may be less", "'maximum': 200", "'maximum': 100",
        "GET /things: query limit: maximum was 200, is 100")]
    [InlineData(
        "a parameter must be more", "'minimum': 1", "'minimum': 2",
        "GET /things: query limit: minimum was 1, is 2")]
    [InlineData(
        "a default is another", "'default': 50", "'default': 20",
        "GET /things: query limit: default was 50, is 20")]
    [InlineData("a header is gone", "'ETag':", "'Etagere':", "GET /things: 200: header ETag: is gone")]
    [InlineData(
        "a header need not be there", "'required': true, 'schema': { 'type': 'string' }",
        "'schema': { 'type': 'string' }",
        "GET /things: 200: header ETag: need not be there now")]
    [InlineData(
        "a content type is gone", "'application/problem+json'", "'application/json'",
        "GET /things: 400: application/problem+json is gone")]
    [InlineData(
        "an answered member is gone", "'size':", "'weight':",
        "GET /things: 200[].size: is gone", "POST /things: 200.size: is gone")]
    [InlineData(
        "an answered member need not be there", "['id', 'kind', 'parent']", "['id', 'parent']",
        "GET /things: 200[].kind: need not be there now", "POST /things: 200.kind: need not be there now")]
    [InlineData(
        "an answered member may be null", "{ 'type': 'string', 'format': 'uuid' }",
        "{ 'type': ['string', 'null'], 'format': 'uuid' }",
        "GET /things: 200[].id: type was string, is null or string",
        "POST /things: 200.id: type was string, is null or string")]
    [InlineData(
        "an answered member is of another type", "{ 'type': 'number', 'maximum': 9 }",
        "{ 'type': 'string', 'maximum': 9 }",
        "GET /things: 200[].size: type was number, is string", "POST /things: 200.size: type was number, is string")]
    [InlineData(
        "an answered member is of another format", "'format': 'uuid'", "'format': 'uri'",
        "GET /things: 200[].id: format was 'uuid', is 'uri'", "POST /things: 200.id: format was 'uuid', is 'uri'")]
    [InlineData(
        "an answered member may be more", "'maximum': 9", "'maximum': 10",
        "GET /things: 200[].size: maximum was 9, is 10", "POST /things: 200.size: maximum was 9, is 10")]
    [InlineData(
        "an answered enum has more", "'Kind': { 'type': 'string', 'enum': ['BIG',",
        "'Kind': { 'type': 'string', 'enum': ['BIG', 'HUGE',",
        "GET /things: 200[].kind: enum was 'BIG' or 'SMALL', is 'BIG' or 'HUGE' or 'SMALL'",
        "POST /things: 200.kind: enum was 'BIG' or 'SMALL', is 'BIG' or 'HUGE' or 'SMALL'")]
    [InlineData(
        "an answered enum is none", "'Kind': { 'type': 'string', 'enum': ['BIG', 'SMALL'] }",
        "'Kind': { 'type': 'string' }",
        "GET /things: 200[].kind: enum was 'BIG' or 'SMALL', is any",
        "POST /things: 200.kind: enum was 'BIG' or 'SMALL', is any")]
    [InlineData(
        "other answered members are of another type", "'additionalProperties': { 'type': 'string' }",
        "'additionalProperties': { 'type': 'integer' }",
        "GET /things: 200[].notes.*: type was string, is integer",
        "POST /things: 200.notes.*: type was string, is integer")]
    [InlineData(
        "an answer is of another shape", "'type': 'array', 'items':", "'type': 'object', 'additionalProperties':",
        "GET /things: 200: type was array, is object", "GET /things: 200[]: type was object, is any",
        "GET /things: 200[].id: is gone", "GET /things: 200[].kind: is gone", "GET /things: 200[].size: is gone",
        "GET /things: 200[].parent: is gone", "GET /things: 200[].notes: is gone",
        "GET /things: 200[].id: need not be there now", "GET /things: 200[].kind: need not be there now",
        "GET /things: 200[].parent: need not be there now")]
    [InlineData(
        "a code is gone", "['too_big', 'too_small']", "['too_big']",
        "GET /things: 400.code: enum was 'too_big' or 'too_small', is 'too_big'")]
    [InlineData(
        "a problem's other member is gone", "'status': { 'type': 'integer' }", "'state': { 'type': 'integer' }",
        "GET /things: 400.status: is gone")]
    [InlineData("a sent member is gone", "'count':", "'number':", "POST /things: the body.count: is gone")]
    [InlineData(
        "a sent member is needed", "['name']", "['name', 'count']",
        "POST /things: the body.count: must be sent now")]
    [InlineData(
        "a new sent member is needed", "'required': ['name'],\n        'properties': {",
        "'required': ['name', 'new'],\n        'properties': { 'new': {},",
        "POST /things: the body.new: must be sent now")]
    [InlineData(
        "a sent member may not be null", "['string', 'null']", "'string'",
        "POST /things: the body.until: type was null or string, is string")]
    [InlineData(
        "a sent member is of another type", "'count': { 'type': 'integer' }", "'count': { 'type': 'string' }",
        "POST /things: the body.count: type was integer, is string")]
    [InlineData(
        "a sent member has a format", "'wanted': {", "'wanted': { 'format': 'email',",
        "POST /things: the body.wanted: format was none, is 'email'")]
    [InlineData(
        "a sent member has a pattern", "'wanted': {", "'wanted': { 'pattern': '^B',",
        "POST /things: the body.wanted: pattern was none, is '^B'")]
    [InlineData(
        "a sent member must be shorter", "'maxLength': 200", "'maxLength': 100",
        "POST /things: the body.name: maxLength was 200, is 100")]
    [InlineData(
        "a sent enum has less", "'wanted': { 'type': 'string', 'enum': ['BIG', 'SMALL']",
        "'wanted': { 'type': 'string', 'enum': ['BIG']",
        "POST /things: the body.wanted: enum was 'BIG' or 'SMALL', is 'BIG'")]
    public void A_break_is_found(string change, string text, string replacement, params string[] breaks)
    {
        var found = Compatibility.Breaks(Released, Changed(text, replacement)).Select(each => each.Replace('"', '\''));

        Assert.True(breaks.SequenceEqual(found), $"{change}: {string.Join('\n', found)}");
    }

    [Theory]
    [InlineData("nothing", "OK", "OK")]
    [InlineData("another description", "'description': 'OK'", "'description': 'Fine'")]
    [InlineData(
        "a deprecated operation", "'operationId': 'ListThings',", "'operationId': 'ListThings', 'deprecated': true,")]
    [InlineData(
        "a new path", "'/things/{id}':",
        "'/more': { 'get': { 'operationId': 'More', 'responses': {} } }, '/things/{id}':")]
    [InlineData("a new operation", "'delete':", "'get': { 'operationId': 'GetThing', 'responses': {} }, 'delete':")]
    [InlineData("a new refusal", "'400':", "'409': { 'description': 'Conflict' }, '400':")]
    [InlineData("a new code", "'too_big',", "'too_big', 'too_heavy',")]
    [InlineData("a new header", "'ETag':", "'Link': { 'schema': { 'type': 'string' } }, 'ETag':")]
    [InlineData("no sign-in", "'security': [{ 'bearer': [] }],", "'security': [],")]
    [InlineData(
        "another sign-in as well", "'security': [{ 'bearer': [] }],", "'security': [{ 'key': [] }, { 'bearer': [] }],")]
    [InlineData(
        "a new parameter", "'parameters': [{", "'parameters': [{ 'name': 'a', 'in': 'query', 'schema': {} }, {")]
    [InlineData("a parameter that may be more", "'maximum': 200", "'maximum': 500")]
    [InlineData("a parameter without a bound", "'minimum': 1, ", "")]
    [InlineData("a body that need not be sent", "'requestBody': { 'required': true,", "'requestBody': {")]
    [InlineData("a new answered member", "'size':", "'weight': { 'type': 'number' }, 'size':")]
    [InlineData(
        "an answered member that is always there", "['id', 'kind', 'parent']", "['id', 'kind', 'parent', 'size']")]
    [InlineData(
        "an answered member that is a whole number", "{ 'type': 'number', 'maximum': 9 }",
        "{ 'type': 'integer', 'maximum': 9 }")]
    [InlineData(
        "an answered member that is never null",
        "{ 'oneOf': [{ 'type': 'null' }, { '$ref': '#/components/schemas/Thing' }] }",
        "{ '$ref': '#/components/schemas/Thing' }")]
    [InlineData(
        "an answered enum with less", "'Kind': { 'type': 'string', 'enum': ['BIG', 'SMALL'] }",
        "'Kind': { 'type': 'string', 'enum': ['BIG'] }")]
    [InlineData("an answered member that is shorter", "'maximum': 9", "'maximum': 8")]
    [InlineData("a new sent member", "'count':", "'colour': { 'type': 'string' }, 'count':")]
    [InlineData("a sent member that need not be", "'required': ['name'],", "")]
    [InlineData(
        "a sent member that may be null", "'count': { 'type': 'integer' }", "'count': { 'type': ['integer', 'null'] }")]
    [InlineData(
        "a sent member that may be a fraction", "'count': { 'type': 'integer' }", "'count': { 'type': 'number' }")]
    [InlineData("a sent member that may be longer", "'maxLength': 200", "'maxLength': 300")]
    [InlineData(
        "a sent enum with more", "'wanted': { 'type': 'string', 'enum': [",
        "'wanted': { 'type': 'string', 'enum': ['HUGE',")]
    [InlineData(
        "a schema written out", "'kind': { '$ref': '#/components/schemas/Kind' }",
        "'kind': { 'type': 'string', 'enum': ['SMALL', 'BIG'] }")]
    public void Compatible_changes_are_allowed(string change, string text, string replacement)
    {
        var found = Compatibility.Breaks(Released, Changed(text, replacement));

        Assert.True(found.Count == 0, $"{change}: {string.Join('\n', found)}");
    }

    [Fact]
    public async Task The_service_keeps_what_was_released()
    {
        var released = await File.ReadAllTextAsync(ReleasedPath());

        var breaks = Compatibility.Breaks(released, await WrittenDocument.OfAsync(engify.Host.Services));

        Assert.True(
            breaks.Count == 0,
            $"Clients of the released document would break (docs/api.md):\n{string.Join('\n', breaks)}");
    }

    /// <summary>The document with another text in place of one; an apostrophe stands for a quotation mark.</summary>
    private static string Changed(string text, string replacement)
    {
        Assert.Contains(text.Replace('\'', '"'), Released, StringComparison.Ordinal);
        return Released.Replace(text.Replace('\'', '"'), replacement.Replace('\'', '"'), StringComparison.Ordinal);
    }

    private static string ReleasedPath([CallerFilePath] string path = "") =>
        Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "openapi", "released", "engify.v1.json");
}
