using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Engify.Features.Kernel;

/// <summary>
/// Reads a section of the settings into its options. An unusable value stops the program at start with a sentence that
/// names the setting as an environment variable; so does an unknown name, which would otherwise be ignored.
/// </summary>
public static class Settings
{
    /// <summary>Has the options checked when the program starts.</summary>
    /// <param name="services">Where to register.</param>
    /// <param name="section">The section's name.</param>
    /// <param name="defaults">The defaults, if they depend on the environment.</param>
    public static OptionsBuilder<TOptions> AddSettings<TOptions>(
        this IServiceCollection services, string section, Action<TOptions, IHostEnvironment>? defaults = null)
        where TOptions : class
    {
        services.AddSingleton<IValidateOptions<TOptions>>(provider =>
            new Validator<TOptions>(provider.GetRequiredService<IConfiguration>().GetSection(section)));
        var options = services.AddOptionsWithValidateOnStart<TOptions>();
        if (defaults is not null)
            options.Configure(defaults);
        return options.BindConfiguration(section);
    }

    /// <summary>Reads options that are needed before there are services.</summary>
    /// <exception cref="OptionsValidationException">Some of them cannot work.</exception>
    public static TOptions ReadSettings<TOptions>(this IConfiguration configuration, string section)
        where TOptions : class, new()
    {
        var options = new TOptions();
        configuration.Bind(section, options);
        var faults = FaultsOf(configuration.GetSection(section), options).ToList();
        return faults.Count == 0 ? options : throw new OptionsValidationException(section, typeof(TOptions), faults);
    }

    /// <summary>Checks a setting of the framework, which would ignore an unknown value.</summary>
    /// <exception cref="OptionsValidationException">It is something else.</exception>
    public static void RequireOneOf(this IConfigurationSection setting, params string[] known)
    {
        if (setting.Value is { Length: > 0 } value && !known.Contains(value, StringComparer.OrdinalIgnoreCase))
            throw Fault($"{NameOf(setting)} must be one of {string.Join(", ", known)}, not '{value}'.");
    }

    /// <summary>Checks a section of the framework, which would ignore an unknown name.</summary>
    /// <exception cref="OptionsValidationException">It has something else.</exception>
    public static void RequireNames(this IConfigurationSection section, params string[] known)
    {
        foreach (var setting in section.GetChildren())
        {
            if (!known.Contains(setting.Key, StringComparer.OrdinalIgnoreCase))
                throw Fault(Unknown(setting, known.Select(name => section.GetSection(name))));
        }
    }

    private static OptionsValidationException Fault(string sentence) => new("", typeof(IConfiguration), [sentence]);

    private static string Unknown(IConfigurationSection setting, IEnumerable<IConfigurationSection> known) =>
        $"{NameOf(setting)} is no setting; there are {string.Join(", ", known.Select(NameOf))}.";

    private static IEnumerable<string> FaultsOf(IConfigurationSection section, object options)
    {
        var properties = options.GetType().GetProperties();
        foreach (var setting in section.GetChildren())
        {
            if (!properties.Any(property => property.Name.Equals(setting.Key, StringComparison.OrdinalIgnoreCase)))
                yield return Unknown(setting, properties.Select(property => section.GetSection(property.Name)));
        }

        foreach (var property in properties)
        {
            foreach (var fault in FaultsOf(section.GetSection(property.Name), options, property))
                yield return fault;
        }
    }

    private static IEnumerable<string> FaultsOf(IConfigurationSection setting, object options, PropertyInfo property)
    {
        var value = property.GetValue(options);
        var isGroup = property.PropertyType.IsClass && property.PropertyType.Assembly == options.GetType().Assembly;
        // When one host passes its settings on to another, a group's value is empty rather than null.
        if (isGroup && string.IsNullOrEmpty(setting.Value))
            return FaultsOf(setting, value!);

        var faults = new List<ValidationResult>();
        var context = new ValidationContext(options) { MemberName = property.Name, DisplayName = NameOf(setting) };
        if (isGroup)
            faults.Add(new($"{context.DisplayName} must be followed by __ and a name."));
        else if (setting.GetChildren().Any())
            faults.Add(new($"{context.DisplayName} must have one value."));
        else
            System.ComponentModel.DataAnnotations.Validator.TryValidateProperty(value, context, faults);
        return faults.Select(fault => fault.ErrorMessage!);
    }

    private static string NameOf(IConfigurationSection setting) =>
        setting.Path.Replace(ConfigurationPath.KeyDelimiter, "__", StringComparison.Ordinal);

    private sealed class Validator<TOptions>(IConfigurationSection section) : IValidateOptions<TOptions>
        where TOptions : class
    {
        public ValidateOptionsResult Validate(string? name, TOptions options)
        {
            var faults = FaultsOf(section, options).ToList();
            return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }
    }
}
