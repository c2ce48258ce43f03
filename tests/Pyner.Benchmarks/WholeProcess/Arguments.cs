using System.Globalization;

namespace Pyner.Benchmarks.WholeProcess;

/// <summary>Arguments in pairs of a name and a value, as the scripts give them.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public Arguments(string[] arguments)
    {
        if (arguments.Length % 2 != 0)
            throw new ArgumentException($"'{arguments[^1]}' has no value", nameof(arguments));
        for (int i = 0; i < arguments.Length; i += 2)
            _values[arguments[i]] = arguments[i + 1];
    }

    public string Required(string name) => _values.TryGetValue(name, out string? value) ? value : throw new ArgumentException($"{name} is missing", name);

    public int Number(string name, int missing) => _values.TryGetValue(name, out string? value) ? int.Parse(value, CultureInfo.InvariantCulture) : missing;

    /// <summary>Numbers with blanks between them.</summary>
    public long[] Numbers(string name) =>
        [.. Required(name).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => long.Parse(number, CultureInfo.InvariantCulture))];
}
