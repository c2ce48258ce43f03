using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Pyner.Cli.Commands;

/// <summary>An option that takes a whole number; says in words what it takes when it is given something else.</summary>
internal sealed class WholeNumberOption : Option<long?>
{
    private readonly long _least;
    private readonly long _most;

    /// <summary>Makes an option.</summary>
    /// <param name="name">With its dashes.</param>
    /// <param name="least">Smallest number taken.</param>
    /// <param name="most">Largest number taken.</param>
    public WholeNumberOption(string name, long least = 1, long most = long.MaxValue)
        : base(name)
    {
        _least = least;
        _most = most;
        HelpName = "N";
        CustomParser = Read;
    }

    private long? Read(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        // 50,000 and 50_000 are how people write such numbers.
        string digits = text.Replace(",", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
        if (long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number >= _least && number <= _most)
            return number;
        string range = _most == long.MaxValue ? $"of {_least} or more" : $"from {_least} to {_most}";
        result.AddError($"{Name} takes a whole number {range}, not '{text}'");
        return null;
    }
}
