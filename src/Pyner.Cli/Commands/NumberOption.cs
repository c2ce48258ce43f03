using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Pyner.Cli.Commands;

/// <summary>An option that takes a number with a decimal point; says in words what it takes when it is given something else.</summary>
internal sealed class NumberOption : Option<double?>
{
    private readonly double _least;
    private readonly double _most;

    /// <summary>Makes an option.</summary>
    /// <param name="name">With its dashes.</param>
    /// <param name="least">Smallest number taken.</param>
    /// <param name="most">Largest number taken.</param>
    public NumberOption(string name, double least, double most)
        : base(name)
    {
        _least = least;
        _most = most;
        HelpName = "P";
        CustomParser = Read;
    }

    private double? Read(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) && number >= _least && number <= _most)
            return number;
        result.AddError(string.Create(CultureInfo.InvariantCulture, $"{Name} takes a number from {_least} to {_most}, such as 0.01, not '{text}'"));
        return null;
    }
}
