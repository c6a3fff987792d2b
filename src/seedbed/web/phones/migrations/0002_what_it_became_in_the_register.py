from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('phones', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='filled',
            name='subject',
            field=models.CharField(
                blank=True, help_text='What it became in the register, as kind:number.', max_length=60
            ),
        ),
    ]
