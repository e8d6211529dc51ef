using System.Globalization;
using FluentValidation;
using FluentValidation.Validators;
using MediatR;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Engify.Api.OpenApi;

/// <summary>Takes the bounds of parameters and of a body's members from the use case's validator.</summary>
internal sealed class DescribeLimits(IEnumerable<Area> areas) : IOpenApiDocumentTransformer
{
    private readonly Dictionary<string, Type> requests = areas.Select(area => area.GetType().Assembly).Distinct()
        .SelectMany(assembly => assembly.GetExportedTypes())
        .Where(type => type.IsAssignableTo(typeof(IBaseRequest)))
        .ToDictionary(type => type.Name);

    public Task TransformAsync(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations!.Values))
        {
            var validator = typeof(IValidator<>).MakeGenericType(requests[$"{operation.OperationId}Request"]);
            if (context.ApplicationServices.GetService(validator) is not IValidator known)
                continue;

            var members = SchemasOf(operation).ToList();
            foreach (var rules in known.CreateDescriptor().GetMembersWithValidators())
            {
                foreach (var (_, schema) in members.Where(member => member.Name == rules.Key))
                {
                    foreach (var (rule, _) in rules)
                        Apply(rule, schema);
                }
            }
        }

        return Task.CompletedTask;
    }

    private static IEnumerable<(string Name, OpenApiSchema Schema)> SchemasOf(OpenApiOperation operation)
    {
        foreach (var parameter in operation.Parameters ?? [])
        {
            if (parameter.Schema is OpenApiSchema schema)
                yield return (parameter.Name!, schema);
        }

        foreach (var content in operation.RequestBody?.Content?.Values ?? [])
        {
            foreach (var (name, member) in content.Schema?.Properties ?? new Dictionary<string, IOpenApiSchema>())
            {
                if (member is OpenApiSchema schema)
                    yield return (name, schema);
            }
        }
    }

    private static void Apply(IPropertyValidator rule, OpenApiSchema schema)
    {
        switch (rule)
        {
            case INotEmptyValidator:
                schema.MinLength = 1;
                break;
            case ILengthValidator length:
                schema.MinLength = length.Min > 0 ? length.Min : schema.MinLength;
                schema.MaxLength = length.Max > 0 ? length.Max : schema.MaxLength;
                break;
            case IEmailValidator:
                schema.Format = "email";
                break;
            case IBetweenValidator range:
                schema.Minimum = Convert.ToString(range.From, CultureInfo.InvariantCulture);
                schema.Maximum = Convert.ToString(range.To, CultureInfo.InvariantCulture);
                break;
        }
    }
}
