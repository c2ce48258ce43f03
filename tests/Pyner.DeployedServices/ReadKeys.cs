using Microsoft.Extensions.Configuration;

namespace Pyner.DeployedServices;

/// <summary>A configuration of environment variables that notes which of them were asked for.</summary>
/// <param name="environment">The variables, with their names as a process has them (<c>Section__Name</c>).</param>
internal sealed class ReadKeys(IEnumerable<KeyValuePair<string, string>> environment) : ConfigurationProvider, IConfigurationSource
{
    private readonly HashSet<string> _read = new(StringComparer.OrdinalIgnoreCase);

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    public override void Load() =>
        Data = environment.ToDictionary(variable => Key(variable.Key), string? (variable) => variable.Value, StringComparer.OrdinalIgnoreCase);

    public override bool TryGet(string key, out string? value)
    {
        _read.Add(key);
        return base.TryGet(key, out value);
    }

    /// <summary>Whether somebody asked for a variable.</summary>
    public bool Has(string variable) => _read.Contains(Key(variable));

    private static string Key(string variable) => variable.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);
}
