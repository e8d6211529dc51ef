using Engify.Features;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Engify.Tests.Architecture;

/// <summary>A type of the use cases or of the ground, and the other such types that its compiled code uses.</summary>
/// <param name="Name">Its name, without the namespace.</param>
/// <param name="Folders">Where it lives: an area or a part of the ground, then a slice if it belongs to one.</param>
/// <param name="Uses">What it uses.</param>
/// <param name="IsArea">Whether it is what an area says of itself.</param>
internal sealed record CompiledType(string Name, string[] Folders, IReadOnlyList<CompiledName> Uses, bool IsArea)
{
    private const string Root = "Engify.Features.";

    /// <summary>All of them, but for those that the compiler or <c>dotnet ef</c> wrote.</summary>
    public static IReadOnlyList<CompiledType> Read()
    {
        using var module = ModuleDefinition.ReadModule(typeof(EngifyFeatures).Assembly.Location);
        return [.. module.Types
            .Where(type => type.Namespace.StartsWith(Root, StringComparison.Ordinal)
                && !type.Namespace.EndsWith(".Migrations", StringComparison.Ordinal))
            .Select(type => new CompiledType(
                type.Name, FoldersOf(type),
                [.. UsedBy(type).SelectMany(Parts)
                    .Where(used => used.Namespace.StartsWith(Root, StringComparison.Ordinal))
                    .Select(used => new CompiledName(used.Name, FoldersOf(used)))
                    .DistinctBy(used => $"{used}")],
                type.BaseType?.Name == nameof(Area)))];
    }

    public override string ToString() => string.Join('.', [.. Folders, Name]);

    private static string[] FoldersOf(TypeReference type) => type.Namespace[Root.Length..].Split('.');

    private static IEnumerable<TypeReference?> UsedBy(TypeDefinition type)
    {
        IEnumerable<TypeReference?> ofItself =
        [
            type.BaseType, .. type.Interfaces.Select(contract => contract.InterfaceType),
            .. type.GenericParameters.SelectMany(ConstraintsOf), .. AttributesOf(type),
            .. type.Fields.Select(field => field.FieldType), .. type.Fields.SelectMany(AttributesOf),
            .. type.Properties.SelectMany(AttributesOf),
        ];
        return ofItself.Concat(type.Methods.SelectMany(UsedBy)).Concat(type.NestedTypes.SelectMany(UsedBy));
    }

    private static IEnumerable<TypeReference?> UsedBy(MethodDefinition method)
    {
        IEnumerable<TypeReference?> signature =
        [
            .. UsedBy((MethodReference)method), .. method.GenericParameters.SelectMany(ConstraintsOf),
            .. AttributesOf(method), .. method.Parameters.SelectMany(AttributesOf),
        ];
        return method.HasBody
            ? signature
                .Concat(method.Body.Variables.Select(variable => variable.VariableType))
                .Concat(method.Body.ExceptionHandlers.Select(handler => handler.CatchType))
                .Concat(method.Body.Instructions.SelectMany(UsedBy))
            : signature;
    }

    private static IEnumerable<TypeReference?> UsedBy(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        MethodReference method => UsedBy(method),
        _ => [],
    };

    private static IEnumerable<TypeReference?> UsedBy(MethodReference method) =>
    [
        method.DeclaringType, method.ReturnType, .. method.Parameters.Select(parameter => parameter.ParameterType),
        .. method is GenericInstanceMethod closed ? closed.GenericArguments : [],
    ];

    private static IEnumerable<TypeReference?> ConstraintsOf(GenericParameter parameter) =>
        parameter.Constraints.Select(constraint => constraint.ConstraintType);

    private static IEnumerable<TypeReference?> AttributesOf(ICustomAttributeProvider annotated) =>
        annotated.CustomAttributes.SelectMany(attribute => attribute.ConstructorArguments
            .Select(argument => argument.Value).OfType<TypeReference>().Prepend(attribute.AttributeType));

    /// <summary>The types that a type is made of, each by the outermost that holds it.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType closed => Parts(closed.ElementType).Concat(closed.GenericArguments.SelectMany(Parts)),
        TypeSpecification wrapped => Parts(wrapped.ElementType),
        { DeclaringType: { } outer } => Parts(outer),
        _ => [type],
    };
}

/// <summary>The name of a type.</summary>
/// <param name="Name">Without the namespace.</param>
/// <param name="Folders">Where it lives.</param>
internal sealed record CompiledName(string Name, string[] Folders)
{
    public override string ToString() => string.Join('.', [.. Folders, Name]);
}
