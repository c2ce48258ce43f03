using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Extensions.Hosting;

/// <summary>A section of the configuration, read option by option. What nobody asked for by the end is misspelt: <see cref="RejectOthers"/> says so.</summary>
/// <remarks><see cref="ServiceOptions"/> reads a whole section into a class at once, where its values need no look of their own.</remarks>
/// <param name="section">The section.</param>
public sealed class OptionSection(IConfigurationSection section)
{
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether anything is set in it.</summary>
    public bool IsSet => section.Exists();

    /// <summary>The name by which an option is set as an environment variable.</summary>
    public string NameOf(string option) => $"{section.Path.Replace(ConfigurationPath.KeyDelimiter, "__", StringComparison.Ordinal)}__{option}";

    /// <summary>An option's value; null where it is not set, or to nothing.</summary>
    public string? Text(string option) => Find(option).Value is { Length: > 0 } text ? text : null;

    /// <summary>Several values: one text with the system's separator for paths between them, or a list (<c>Name__0</c>, ...).</summary>
    public string[] Texts(string option)
    {
        IConfigurationSection value = Find(option);
        return value.Value is { } text
            ? text.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : [.. value.GetChildren().Select(child => child.Value).OfType<string>().Where(item => item.Length > 0)];
    }

    /// <summary>A section in it.</summary>
    public OptionSection Inner(string name) => new(Find(name));

    /// <summary>Yes or no; no where it is not set.</summary>
    /// <exception cref="ServiceConfigurationException">It is neither.</exception>
    public bool Flag(string option) => Text(option) switch
    {
        null => false,
        string text when bool.TryParse(text, out bool flag) => flag,
        string text => throw new ServiceConfigurationException($"{NameOf(option)} is '{text}', and must be true or false."),
    };

    /// <summary>A whole number.</summary>
    /// <exception cref="ServiceConfigurationException">It is none, or out of its range.</exception>
    public int Number(string option, int fallback, int least, int most) => Text(option) switch
    {
        null => fallback,
        string text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number >= least && number <= most => number,
        string text => throw new ServiceConfigurationException($"{NameOf(option)} is '{text}', and must be a whole number from {least} to {most}."),
    };

    /// <summary>To be called last.</summary>
    /// <exception cref="ServiceConfigurationException">Something is set that nobody asked for.</exception>
    public void RejectOthers()
    {
        if (section.GetChildren().FirstOrDefault(child => !_known.Contains(child.Key)) is { } other)
        {
            throw new ServiceConfigurationException(
                $"{NameOf(other.Key)} is set, and no option has that name. There are: {string.Join(", ", _known.Order(StringComparer.Ordinal))}.");
        }
    }

    private IConfigurationSection Find(string option)
    {
        _known.Add(option);
        return section.GetSection(option);
    }
}
