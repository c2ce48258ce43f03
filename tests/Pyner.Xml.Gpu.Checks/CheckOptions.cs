using System.Globalization;
using Pyner.Xml.Devices;

namespace Pyner.Xml.Gpu.Checks;

/// <summary>What to check, and on which device.</summary>
internal sealed record CheckOptions
{
    /// <summary>How the program is called.</summary>
    public const string Usage = """
        usage: pyner-gpu-checks [--device cuda:N|opencl:N|cpu-accelerator:N] [--documents FOLDER] [--report FILE] [--only checks|benchmark]
                                [--tiny] [--batch-megabytes N,N,...] [--submissions N]
        """;

    /// <summary>The device; null for the first GPU, or ILGPU's simulation where there is none.</summary>
    public DeviceName? Device { get; private init; }

    /// <summary>A folder of documents to index too, or null.</summary>
    public string? Documents { get; private init; }

    /// <summary>A file for the benchmark's table in Markdown, or null.</summary>
    public string? Report { get; private init; }

    /// <summary>Whether to check, and whether to measure.</summary>
    public (bool Checks, bool Benchmark) Parts { get; private init; } = (true, true);

    /// <summary>Whether everything is to be as small as a simulated device, or a device under a sanitizer, can bear.</summary>
    public bool IsTiny { get; private init; }

    /// <summary>Sizes of batches to measure with, in bytes.</summary>
    public IReadOnlyList<int> BatchSizes { get; private init; } = [1 << 20, 4 << 20, 16 << 20, 64 << 20, 256 << 20, 1 << 30];

    /// <summary>Submissions of the corpus that knowledge bases are built from.</summary>
    public int Submissions { get; private init; } = 20_000;

    /// <summary>Reads a command line.</summary>
    /// <exception cref="ArgumentException">It says something unknown.</exception>
    public static CheckOptions Parse(string[] arguments)
    {
        var options = new CheckOptions();
        for (int i = 0; i < arguments.Length; i++)
        {
            string Value() => ++i < arguments.Length ? arguments[i] : throw new ArgumentException($"{arguments[i - 1]} wants a value");
            options = arguments[i] switch
            {
                "--device" => options with { Device = Name(Value()) },
                "--documents" => options with { Documents = Value() },
                "--report" => options with { Report = Value() },
                "--only" => options with { Parts = Only(Value()) },
                "--tiny" => options with { IsTiny = true, BatchSizes = [32 << 10, 64 << 10], Submissions = 6 },
                "--batch-megabytes" => options with { BatchSizes = [.. Value().Split(',').Select(text => checked(Number(text) << 20))] },
                "--submissions" => options with { Submissions = Number(Value()) },
                _ => throw new ArgumentException($"there is no option '{arguments[i]}'"),
            };
        }
        return options;
    }

    private static DeviceName Name(string text) =>
        DeviceName.TryParse(text, out DeviceName name) ? name : throw new ArgumentException($"'{text}' is no device");

    private static (bool Checks, bool Benchmark) Only(string part) => part switch
    {
        "checks" => (true, false),
        "benchmark" => (false, true),
        _ => throw new ArgumentException($"--only takes 'checks' or 'benchmark', not '{part}'"),
    };

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new ArgumentException($"'{text}' is no number");
}
