using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Extensions.Hosting;

/// <summary>A service's options, from environment variables <c>Section__Name</c> or any other configuration.</summary>
public static class ServiceOptions
{
    /// <summary>Reads and checks them all at once, before anything of the service runs.</summary>
    /// <param name="configuration">The service's configuration.</param>
    /// <param name="section">The section that they are in.</param>
    /// <exception cref="ServiceConfigurationException">One is missing, no value of its type, out of its range, or has an unknown name.</exception>
    public static T Read<T>(IConfiguration configuration, string section)
        where T : class, new()
    {
        T options;
        try
        {
            options = configuration.GetSection(section).Get<T>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new T();
        }
        catch (InvalidOperationException e)
        {
            throw new ServiceConfigurationException($"The options {section}__... can't be read: {e.InnerException?.Message ?? e.Message}");
        }
        var faults = new List<ValidationResult>();
        return Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true)
            ? options
            : throw new ServiceConfigurationException(
                string.Join(' ', faults.Select(fault => $"{section}__{string.Join('/', fault.MemberNames)}: {fault.ErrorMessage}")));
    }
}
