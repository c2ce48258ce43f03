using System.CommandLine;
using Pyner.Cli.Access;
using Pyner.Cli.Help;

namespace Pyner.Cli.Commands;

/// <summary><c>pyner key NAME</c>: makes a key that opens a gateway.</summary>
internal sealed class KeyCommand : AnsweringCommand
{
    private const int MostCharacters = 64;

    private readonly Argument<string> _name = new("NAME") { Description = "Whose key it is, for the gateway's log: letters, digits, '.', '_', '-' and '@'." };

    private readonly Option<string> _role = new("--role")
    {
        Description = "What it is good for: read (look at jobs) or operate (start and cancel them too).",
        Required = true,
    };

    private readonly PathOption _file = new("--keys")
    {
        Description = "The gateway's file of keys, to which a line is added.",
        HelpName = "FILE",
        Required = true,
    };

    /// <summary>Makes the command.</summary>
    public KeyCommand()
        : base("key", "Make a key that opens a gateway")
    {
        Add(_name);
        _role.AcceptOnlyFromAmong("read", "operate");
        _name.Validators.Add(result =>
        {
            string name = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
            if (name.Length is 0 or > MostCharacters || !name.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-' or '@'))
                result.AddError($"NAME is 1 to {MostCharacters} letters, digits, '.', '_', '-' and '@'");
        });
        Add(_role);
        Add(_file);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<HelpSection> HelpSections { get; } =
    [
        new("Output",
            "The key, which is shown this once: the file has its SHA-256. A gateway that runs with the file",
            "(Gateway__ApiKeysFile) takes the key a second later. Whose line is removed is locked out."),
        new("Exit codes",
            "0 made; 2 error"),
        new("Examples",
            "pyner key alice --role operate --keys /etc/pyner/keys > alice.key",
            "pyner job list --gateway https://sra.example.org:5080 --api-key-file alice.key"),
    ];

    /// <inheritdoc/>
    protected override int Answer(ParseResult arguments)
    {
        var key = NewKey.Make();
        string path = arguments.GetRequiredValue(_file);
        try
        {
            string line = key.Line(arguments.GetRequiredValue(_role), arguments.GetRequiredValue(_name));
            File.AppendAllText(path, (EndsInOpenLine(path) ? "\n" : "") + line + "\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"the file of keys '{path}' can't be written: {e.Message}");
        }
        Console.Out.WriteLine(key.Text);
        return ExitCode.Done;
    }

    /// <summary>Whether a file's last line has no line end: what is appended would become part of it.</summary>
    private static bool EndsInOpenLine(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            if (!file.CanSeek || file.Length == 0)
                return false;
            file.Seek(-1, SeekOrigin.End);
            return file.ReadByte() != '\n';
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }
}
